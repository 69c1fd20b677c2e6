/** A browser in miniature for the sign-in pages: its cookie, redirects and forms. */

import { MockIdentityCenterError } from "./mock-error.ts";

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

export class Browser {
  readonly #origin: URL;
  readonly #signal: AbortSignal | undefined;
  #cookie = "";

  constructor(origin: URL, signal: AbortSignal | undefined) {
    this.#origin = origin;
    this.#signal = signal;
  }

  open(url: URL): Promise<LoadedPage> {
    return this.#load(url, { method: "GET" });
  }

  /** Fills in and sends the page's form for `action`; its hidden fields go along. */
  submit(page: LoadedPage, action: string, values: Readonly<Record<string, string>>): Promise<LoadedPage> {
    const hidden = page.form(action);
    if (hidden === undefined) throw page.refusal();
    const body = new URLSearchParams({ ...hidden, ...values }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return this.#load(new URL(action, this.#origin), { method: "POST", body, headers });
  }

  /** Signs in, when the page asks for it: with a password, or at the external identity provider of the instance. */
  async signIn(page: LoadedPage, { userName, password }: Credentials): Promise<LoadedPage> {
    if (page.form("/signin") === undefined) return page;
    const next = await this.submit(page, "/signin", { user_name: userName });
    return this.submit(next, next.formAt(/^\/signin\/password$|^\/idp\//), { user_name: userName, password });
  }

  async #load(url: URL, init: RequestInit): Promise<LoadedPage> {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...(init.headers as Record<string, string> | undefined), cookie: this.#cookie },
      ...(this.#signal ? { signal: this.#signal } : {}),
    });
    this.#cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? this.#cookie;
    const markup = await response.text();
    const location = response.headers.get("location");
    if (response.status !== 303 || location === null) return new LoadedPage(url, markup);
    const target = new URL(location, url);
    return target.origin === this.#origin.origin
      ? this.#load(target, { method: "GET" })
      : new LoadedPage(target, "");
  }
}

/** A page of the mock, or the address outside of it that the last redirect led to, which is not visited. */
export class LoadedPage {
  readonly url: URL;
  readonly #markup: string;

  constructor(url: URL, markup: string) {
    this.url = url;
    this.#markup = markup;
  }

  /** Where the first form that posts to such a path leads to. */
  formAt(path: RegExp): string {
    const actions = [...this.#markup.matchAll(/<form method="post" action="([^"]*)">/g)].map(
      ([, action]) => action ?? "",
    );
    const found = actions.find((action) => path.test(action));
    if (found === undefined) throw this.refusal();
    return found;
  }

  /** The hidden fields of the form that posts to `action`. */
  form(action: string): Record<string, string> | undefined {
    const start = this.#markup.indexOf(`<form method="post" action="${action}">`);
    if (start === -1) return undefined;
    const form = this.#markup.slice(start, this.#markup.indexOf("</form>", start));
    const fields = form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
    return Object.fromEntries([...fields].map(([, name, value]) => [name ?? "", unescape(value ?? "")]));
  }

  expect(path: string): void {
    if (this.url.pathname !== path) throw this.refusal();
  }

  refusal(): MockIdentityCenterError {
    const problem = /data-testid="problem"[^>]*>([^<]*)</.exec(this.#markup)?.[1];
    const reason = problem === undefined ? `unexpected page ${this.url.pathname}` : unescape(problem).trim();
    return new MockIdentityCenterError("BROWSER_REFUSED", `The sign-in pages refused: ${reason}`);
  }
}

function unescape(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Walks the sign-in pages over HTTP as a browser would: cookies, redirects and forms, nothing else. */

import { MockIdentityCenterError } from "./mock-error.ts";

export interface ApproveInBrowserOptions {
  /** `verificationUriComplete`, or `verificationUri` together with `userCode`. */
  readonly verificationUri: string;
  readonly userCode?: string | undefined;
  readonly userName: string;
  readonly password: string;
  /** "allow" by default. */
  readonly decision?: "allow" | "deny" | undefined;
  /** Where the pages are, when the verification URI is AWS-shaped and leads elsewhere. */
  readonly mockUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Confirms the code, signs in (at the external identity provider, where the instance has one), and allows or denies.
 *
 * @throws {MockIdentityCenterError} BROWSER_REFUSED with the reason the page gave; an abort rejects with the signal's reason.
 */
export async function approveInBrowser(options: ApproveInBrowserOptions): Promise<void> {
  const { verificationUri, userName, password, decision = "allow" } = options;
  const userCode = options.userCode ?? /[?&]user_code=([\w-]+)/.exec(verificationUri)?.[1] ?? "";
  const first = new URL(options.mockUrl === undefined ? verificationUri : `${options.mockUrl}/device`);
  const browser = new Browser(first, options.signal);
  let page = await browser.open(first);
  page = await browser.submit(page, "/device", { user_code: userCode });
  if (page.form("/signin")) {
    page = await browser.submit(page, "/signin", { user_name: userName });
    page = await browser.submit(page, page.formAt(/^\/signin\/password$|^\/idp\//), {
      user_name: userName,
      password,
    });
  }
  page = await browser.submit(page, "/device/allow", { decision });
  page.expect(decision === "allow" ? "/device/allowed" : "/device/denied");
}

class Browser {
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
    if (response.status === 303 && location !== null)
      return this.#load(new URL(location, url), { method: "GET" });
    return new LoadedPage(url, markup);
  }
}

class LoadedPage {
  readonly #url: URL;
  readonly #markup: string;

  constructor(url: URL, markup: string) {
    this.#url = url;
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
    if (this.#url.pathname !== path) throw this.refusal();
  }

  refusal(): MockIdentityCenterError {
    const problem = /data-testid="problem"[^>]*>([^<]*)</.exec(this.#markup)?.[1];
    const reason = problem === undefined ? `unexpected page ${this.#url.pathname}` : unescape(problem).trim();
    return new MockIdentityCenterError("BROWSER_REFUSED", `The sign-in pages refused: ${reason}`);
  }
}

function unescape(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

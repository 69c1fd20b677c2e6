/** A browser in miniature: it keeps its cookie and the CSRF token it saw last, and follows nothing by itself. */

import type { Client, Device, Reply, Rig } from "./rig.ts";

export class Visit {
  readonly #rig: Rig;
  cookie = "";
  csrf = "";

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  async get(path: string): Promise<Reply> {
    return this.#remember(await this.#rig.send("GET", path, { headers: { cookie: this.cookie } }));
  }

  async post(path: string, form: Readonly<Record<string, string>>): Promise<Reply> {
    const headers = { cookie: this.cookie, "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ csrf: this.csrf, ...form }).toString();
    return this.#remember(await this.#rig.send("POST", path, { headers, body }));
  }

  /** Both steps, with the password of the built-in directory. */
  async signIn(userName = "ada.lovelace", password = "engine-1843", more = {}): Promise<Reply> {
    await this.get("/signin");
    await this.post("/signin", { user_name: userName, ...more });
    return this.post("/signin/password", { user_name: userName, password, ...more });
  }

  #remember(reply: Reply): Reply {
    this.cookie = reply.headers.getSetCookie()[0]?.split(";")[0] ?? this.cookie;
    this.csrf = /name="csrf" value="([\w-]+)"/.exec(reply.text)?.[1] ?? this.csrf;
    return reply;
  }
}

/** A client whose user has not decided yet. */
export async function waiting(rig: Rig, clientName = "a test"): Promise<{ client: Client; device: Device }> {
  const client = await rig.register({ clientName });
  return { client, device: await rig.startDevice(client) };
}

/** The first problem that the page tells. */
export function problemOf(reply: Reply): string | undefined {
  return problemsOf(reply)[0];
}

export function problemsOf(reply: Reply): readonly string[] {
  return textsOf(reply, "problem");
}

/** The texts of the elements with a test id that hold text only. */
export function textsOf(reply: Reply, testId: string): readonly string[] {
  const found = reply.text.matchAll(new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`, "g"));
  return [...found].map(([, text = ""]) => text.trim());
}

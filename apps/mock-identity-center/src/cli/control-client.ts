/** A running mock, driven through its control API. */

import { controlPrefix } from "../control/prefix.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { controlTokenHelp, controlTokenOf } from "./control-token.ts";
import type { Terminal } from "./terminal.ts";

export interface MockLocation {
  /** Undefined for the one in the environment. */
  readonly url: string | undefined;
  readonly controlTokenFile: string | undefined;
}

export type ControlAnswer =
  | { readonly status: "done"; readonly answer: unknown }
  | { readonly status: "refused"; readonly code: string; readonly message: string };

const variable = "MOCK_IDENTITY_CENTER_URL";

export const mockLocationHelp: string = `  --url URL           where the mock is; ${variable} in the environment without it
${controlTokenHelp}`;

export const mockLocationOptions = {
  url: { type: "string" },
  "control-token-file": { type: "string" },
} as const;

export class ControlClient {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token: string | undefined) {
    this.#url = url;
    this.#token = token;
  }

  /** @throws {MockIdentityCenterError} MOCK_UNREACHABLE, CONTROL_TOKEN_INVALID */
  static async of({ url, controlTokenFile }: MockLocation, terminal: Terminal): Promise<ControlClient> {
    const given = url ?? terminal.environment[variable] ?? "";
    if (!URL.canParse(given)) throw unreachable(`Say where the mock is, with --url URL or ${variable}`);
    const base = given.replace(/\/$/, "").replace(new RegExp(`${controlPrefix}$`), "");
    return new ControlClient(`${base}${controlPrefix}`, await controlTokenOf(controlTokenFile, terminal));
  }

  /** @throws {MockIdentityCenterError} MOCK_UNREACHABLE when nothing answers, or something else than a mock. */
  async call(method: "GET" | "POST", path: string, body?: unknown): Promise<ControlAnswer> {
    const response = await this.#send(method, path, body).catch((cause: unknown) => {
      throw unreachable(`Nothing answers at ${this.#url}`, cause);
    });
    if (response.status === 204) return { status: "done", answer: undefined };
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return { status: "done", answer };
    const { error } = (answer ?? {}) as {
      readonly error?: { readonly code: string; readonly message: string };
    };
    if (error?.code === undefined)
      throw unreachable(`What answers at ${this.#url} is not a mock-identity-center`);
    return { status: "refused", code: error.code, message: error.message };
  }

  /** As {@link call}, for what the mock has no reason to refuse. */
  async get(path: string): Promise<unknown> {
    const reply = await this.call("GET", path);
    if (reply.status === "done") return reply.answer;
    throw new MockIdentityCenterError("CONTROL_REFUSED", reply.message);
  }

  #send(method: string, path: string, body: unknown): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method,
      redirect: "error",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

function unreachable(message: string, cause?: unknown): MockIdentityCenterError {
  return new MockIdentityCenterError("MOCK_UNREACHABLE", message, { cause });
}

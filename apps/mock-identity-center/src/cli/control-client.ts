/** A running mock, driven through its control API. */

import { readFile } from "node:fs/promises";
import { controlPrefix } from "../control/prefix.ts";
import { isJsonObject } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { loadTls } from "../server/node-modules.ts";
import { controlTokenHelp, controlTokenOf } from "./control-token.ts";
import type { Terminal } from "./terminal.ts";

export interface MockLocation {
  /** Undefined for the one in the environment. */
  readonly url: string | undefined;
  readonly controlTokenFile: string | undefined;
  /** Authority behind the certificate of a mock that serves TLS. */
  readonly caFile: string | undefined;
}

export type ControlOutcome =
  | { readonly status: "done" }
  | { readonly status: "refused"; readonly code: string; readonly message: string };

const variable = "MOCK_IDENTITY_CENTER_URL";

export const mockLocationHelp: string = `  --url URL           where the mock is; ${variable} in the environment without it
  --ca-file FILE      authority that signed the certificate of a mock that serves TLS
${controlTokenHelp}`;

export const mockLocationOptions = {
  url: { type: "string" },
  "ca-file": { type: "string" },
  "control-token-file": { type: "string" },
} as const;

/** What was given of {@link mockLocationOptions}. */
export function mockLocationOf(given: {
  readonly url?: string | undefined;
  readonly "ca-file"?: string | undefined;
  readonly "control-token-file"?: string | undefined;
}): MockLocation {
  return { url: given.url, caFile: given["ca-file"], controlTokenFile: given["control-token-file"] };
}

export class ControlClient {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token: string | undefined) {
    this.#url = url;
    this.#token = token;
  }

  /** @throws {MockIdentityCenterError} MOCK_UNREACHABLE, CONTROL_TOKEN_INVALID */
  static async of(
    { url, controlTokenFile, caFile }: MockLocation,
    terminal: Terminal,
  ): Promise<ControlClient> {
    const given = url ?? terminal.environment[variable] ?? "";
    if (!URL.canParse(given)) throw unreachable(`Say where the mock is, with --url URL or ${variable}`);
    if (caFile !== undefined) await trust(caFile);
    const base = given.replace(/\/$/, "").replace(new RegExp(`${controlPrefix}$`), "");
    return new ControlClient(`${base}${controlPrefix}`, await controlTokenOf(controlTokenFile, terminal));
  }

  /** Has something done; @throws {MockIdentityCenterError} MOCK_UNREACHABLE when no mock answers. */
  async post(path: string, body?: unknown): Promise<ControlOutcome> {
    const response = await this.#send("POST", path, body);
    return response.status === 204 ? { status: "done" } : this.#refusalOf(response);
  }

  /** @throws {MockIdentityCenterError} MOCK_UNREACHABLE when no mock answers, CONTROL_REFUSED with its reason. */
  async get(path: string): Promise<JsonObject> {
    const response = await this.#send("GET", path, undefined);
    const answer: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
    if (isJsonObject(answer)) return answer;
    throw new MockIdentityCenterError("CONTROL_REFUSED", (await this.#refusalOf(response)).message);
  }

  async #refusalOf(response: Response): Promise<ControlOutcome & { status: "refused" }> {
    const answer: unknown = response.bodyUsed ? undefined : await response.json().catch(() => undefined);
    const error = isJsonObject(answer) ? answer["error"] : undefined;
    if (!isJsonObject(error) || typeof error["code"] !== "string")
      throw unreachable(`What answers at ${this.#url} is not a mock-identity-center`);
    return { status: "refused", code: error["code"], message: String(error["message"]) };
  }

  async #send(method: string, path: string, body: unknown): Promise<Response> {
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
    };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await fetch(`${this.#url}${path}`, { method, redirect: "error", headers, ...json });
    } catch (cause) {
      throw unreachable(`Nothing answers at ${this.#url}`, cause);
    }
  }
}

/** Of the whole process, which ends with its command: `fetch` takes no authority of its own. */
async function trust(caFile: string): Promise<void> {
  try {
    const authority = await readFile(caFile, "utf8");
    const { getCACertificates, setDefaultCACertificates } = loadTls();
    setDefaultCACertificates([...getCACertificates(), authority]);
  } catch (cause) {
    throw unreachable(`${caFile}: holds no certificate that can be read`, cause);
  }
}

function unreachable(message: string, cause?: unknown): MockIdentityCenterError {
  return new MockIdentityCenterError("MOCK_UNREACHABLE", message, { cause });
}

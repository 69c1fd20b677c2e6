/**
 * What a credential helper may print: a bare bearer token, or JSON `{"token": …, "headers": {…}}`.
 *
 * Headers are refused: neither the AWS SDKs nor an agent of the team's own have a variable that would carry them, so
 * they would be dropped and every request would fail at whatever expects them.
 */
import { secret } from "@latchkey/secret";
import type { Secret } from "@latchkey/secret";
import { z } from "zod";

export type HelperOutput =
  | { readonly status: "token"; readonly token: Secret }
  /** `problem` continues "It printed …". */
  | { readonly status: "refused"; readonly problem: string };

const MAX_TOKEN_LENGTH = 8192;

const jsonSchema = z.object({ token: z.string(), headers: z.record(z.string(), z.unknown()).optional() });

export function readHelperOutput(output: string): HelperOutput {
  const text = output.trim();
  return text.startsWith("{") ? readJson(text) : readToken(text);
}

function readJson(text: string): HelperOutput {
  const parsed = jsonSchema.safeParse(parseJson(text));
  if (!parsed.success) return refused('JSON that is not {"token": "…"}');
  if (Object.keys(parsed.data.headers ?? {}).length > 0) {
    return refused("headers, which requests to Bedrock cannot carry; it must print the token alone");
  }
  return readToken(parsed.data.token.trim());
}

function readToken(text: string): HelperOutput {
  if (text === "") return refused("no token");
  if (/^bearer\s/i.test(text)) return refused('"Bearer" before the token; it must print the token alone');
  if (text.length > MAX_TOKEN_LENGTH) return refused(`a token of more than ${MAX_TOKEN_LENGTH} characters`);
  if (!/^[!-~]+$/.test(text))
    return refused("something that is no token: one word of visible ASCII characters");
  return { status: "token", token: secret(text) };
}

function refused(problem: string): HelperOutput {
  return { status: "refused", problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

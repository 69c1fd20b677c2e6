/** Rules of values that stay behind a `Secret`. The only file, with `fingerprint.ts`, that looks inside one. */
import { secret, type Secret } from "@latchkey/secret";
import { DecodeFailure } from "../decode/decode-failure.ts";
import { parseJson } from "../decode/json-text.ts";
import { warning } from "../diagnostic.ts";
import { accept, malformed, type Outcome } from "./outcome.ts";
import { normaliseText } from "./normalise-text.ts";

export function checkBearerToken(sealed: Secret): Outcome {
  const normalised = normaliseText(sealed.reveal());
  if (normalised.status !== "text") return normalised;
  const token = normalised.text;
  if (/^bearer\s/i.test(token)) return malformed('leave out the word "Bearer" before the token');
  if (!/^[\u0021-\u007e]{1,8192}$/.test(token)) {
    return malformed("expected at most 8192 visible ASCII characters without spaces");
  }
  const known = /^(?:bedrock-api-key-|ABSK)/.test(token);
  const hint = "does not look like an Amazon Bedrock API key";
  return accept(
    secret(token),
    ...(known ? [] : [{ ...warning("suspicious-value", hint), severity: "info" as const }]),
  );
}

/** Custom headers: a JSON object in a string. The values may be credentials, so the whole stays sealed. */
export function checkHeaders(sealed: Secret): Outcome {
  const text = sealed.reveal();
  if (text.trim() === "") return { status: "blank" };
  try {
    const value = parseJson(text);
    const flat =
      value.type === "dictionary" && [...value.entries.values()].every((item) => item.type === "string");
    return flat ? accept(sealed) : malformed("expected a JSON object of texts");
  } catch (cause) {
    if (cause instanceof DecodeFailure) return malformed(`not valid JSON: ${cause.message}`);
    throw cause;
  }
}

/** The string to sign, the signing key and the signature of Signature Version 4. */

import { createHmac, createSecretKey, hash } from "node:crypto";
import type { KeyObject } from "node:crypto";

export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** @param timestamp `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(timestamp: string, scope: CredentialScope, canonicalRequest: string): string {
  const digest = hash("sha256", canonicalRequest);
  return `AWS4-HMAC-SHA256\n${timestamp}\n${scope.date}/${scope.region}/${scope.service}/aws4_request\n${digest}`;
}

/** The signature in lower-case hexadecimal. */
export function signatureOf(secretAccessKey: string, scope: CredentialScope, text: string): string {
  return createHmac("sha256", signingKey(secretAccessKey, scope)).update(text).digest("hex");
}

const signingKeys = new Map<string, KeyObject>();
const mostSigningKeys = 1000;

/**
 * The same for a day, as clients know too: the four hashes that it takes cost more than the rest of a check. Kept as a
 * key object, which Node need not make anew for each signature.
 */
function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): KeyObject {
  const name = [secretAccessKey, date, region, service].join("\n");
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = createSecretKey(
    [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date)),
  );
  if (signingKeys.size >= mostSigningKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** The string to sign, the signing key and the signature of Signature Version 4. */

import { createHash, createHmac } from "node:crypto";

export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** @param timestamp `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(timestamp: string, scope: CredentialScope, canonicalRequest: string): string {
  const hash = createHash("sha256").update(canonicalRequest).digest("hex");
  return `AWS4-HMAC-SHA256\n${timestamp}\n${scope.date}/${scope.region}/${scope.service}/aws4_request\n${hash}`;
}

/** The signature in lower-case hexadecimal. */
export function signatureOf(secretAccessKey: string, scope: CredentialScope, text: string): string {
  const key = [scope.date, scope.region, scope.service, "aws4_request"].reduce<string | Buffer>(
    (previous, part) => createHmac("sha256", previous).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Access tokens in AWS's other form: an encrypted JSON web token of several kilobytes. */

import { base64url } from "../core/random.ts";
import type { SecretShape } from "./shapes.ts";

export const shortestJwe = 512;
export const longestJwe = 16_384;

/** Every JWE begins with it, and no opaque token does. */
export const jwePrefix: string = `${Buffer.from('{"enc":"A256GCM","alg":"A256KW"}').toString("base64url")}.`;

/** Bytes of the encrypted key, the initialization vector and the tag (RFC 7516 section 7.1, RFC 7518 section 4.4). */
const keyLength = 40;
const vectorLength = 12;
const tagLength = 16;
const charactersOf = (bytes: number): number => Math.ceil((bytes * 4) / 3);
/** Everything but the ciphertext: the parts and the three dots between them. */
const frameLength =
  jwePrefix.length + charactersOf(keyLength) + charactersOf(vectorLength) + charactersOf(tagLength) + 3;

/** Tokens of exactly `length` characters, or one fewer where base64url has no text of that length. */
export function jweShape(length: number): SecretShape {
  const ciphertextLength = Math.floor(((length - frameLength) * 3) / 4);
  return {
    name: `jwe ${length}`,
    prefix: jwePrefix,
    length: keyLength + vectorLength + ciphertextLength + tagLength,
    encode: (bytes) => {
      const ends = [keyLength, keyLength + vectorLength, bytes.length - tagLength, bytes.length];
      return ends.map((end, part) => base64url(bytes.subarray(ends[part - 1] ?? 0, end))).join(".");
    },
  };
}

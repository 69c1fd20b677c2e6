/**
 * How a secret travels to the Secret Service and back: encrypted with a key that both sides agree on, so that it is not
 * readable in the memory of the message bus.
 *
 * The arithmetic is done here, because node:crypto takes 30 ms to check the prime, and does not know the group at all
 * where it is built on BoringSSL, as in Electron.
 *
 * @see https://specifications.freedesktop.org/secret-service/latest/transfer-secrets.html
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export const ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

/** The Second Oakley Group, RFC 2409 section 6.2. */
const PRIME = BigInt(
  "0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff",
);
const GENERATOR = 2n;
const PRIME_BYTES = 128;
/** Twice the strength of the key that comes out. */
const EXPONENT_BYTES = 32;
const KEY_BYTES = 16;

export interface EncryptedSecret {
  readonly initializationVector: Buffer;
  readonly ciphertext: Buffer;
}

export interface SecretTransfer {
  encrypt(value: string): EncryptedSecret;
  /** @throws {Error} when it was not encrypted with this key. */
  decrypt(secret: EncryptedSecret): string;
}

export interface KeyAgreement {
  /** For the service. */
  readonly publicKey: Buffer;
  /** @throws {Error} when the service's key is none of this group. */
  agree(servicePublicKey: Uint8Array): SecretTransfer;
}

export function keyAgreement(random: (size: number) => Uint8Array = randomBytes): KeyAgreement {
  const exponent = toInteger(random(EXPONENT_BYTES));
  return {
    publicKey: toBytes(power(GENERATOR, exponent)),
    agree(servicePublicKey) {
      const theirs = toInteger(servicePublicKey);
      if (theirs <= 1n || theirs >= PRIME - 1n) throw new Error("The Secret Service sent an unusable key.");
      const shared = toBytes(power(theirs, exponent));
      return transferWith(Buffer.from(hkdfSync("sha256", shared, "", "", KEY_BYTES)));
    },
  };
}

function transferWith(key: Buffer): SecretTransfer {
  return {
    encrypt(value) {
      const initializationVector = randomBytes(KEY_BYTES);
      const cipher = createCipheriv("aes-128-cbc", key, initializationVector);
      return {
        initializationVector,
        ciphertext: Buffer.concat([cipher.update(value, "utf8"), cipher.final()]),
      };
    },
    decrypt({ initializationVector, ciphertext }) {
      const decipher = createDecipheriv("aes-128-cbc", key, initializationVector);
      return decipher.update(ciphertext, undefined, "utf8") + decipher.final("utf8");
    },
  };
}

/** base^exponent modulo the prime. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

/** As long as the prime, also when it begins with zeros: the services derive the key from that. */
function toBytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * PRIME_BYTES, "0"), "hex");
}

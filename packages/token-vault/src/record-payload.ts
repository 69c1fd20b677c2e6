/** The part of a record that is encrypted: an entry as UTF-8 JSON. The only file here that reveals secrets. */

import { isSecret, REDACTED, secret } from "@latchkey/secret";
import { TokenVaultError } from "./token-vault-error.ts";
import type { VaultEntry } from "./vault-types.ts";

const MAXIMUM_SECRET_BYTES = 64 * 1024;
export const MAXIMUM_PAYLOAD_BYTES: number = 1024 * 1024;

/**
 * @throws {TokenVaultError} `VAULT_REDACTED_VALUE` when a value holds the marker of a printed secret.
 * @throws {TokenVaultError} `VAULT_TOO_LARGE` above 64 KiB for one secret or 1 MiB for all.
 * @throws {TokenVaultError} `VAULT_INVALID_ARGUMENT` for a secret that is no `Secret`, or metadata that is no string.
 */
export function encodePayload(entry: VaultEntry): Buffer {
  const secrets = Object.entries<unknown>(entry.secrets).map(([name, value]) => [
    name,
    revealed(name, value),
  ]);
  const metadata = Object.entries<unknown>(entry.metadata).map(([name, value]) => [name, plain(name, value)]);
  const json = JSON.stringify({
    secrets: Object.fromEntries(secrets) as unknown,
    metadata: Object.fromEntries(metadata) as unknown,
  });
  const bytes = Buffer.from(json, "utf8");
  if (bytes.length <= MAXIMUM_PAYLOAD_BYTES) return bytes;
  throw new TokenVaultError("VAULT_TOO_LARGE", "The entry is larger than 1 MiB.");
}

/** `undefined` when the bytes are not what {@link encodePayload} writes. */
export function decodePayload(bytes: Buffer): VaultEntry | undefined {
  const parsed = parseJson(bytes.toString("utf8"));
  if (!isRecord(parsed)) return undefined;
  const { secrets, metadata } = parsed;
  if (!isTextRecord(secrets) || !isTextRecord(metadata)) return undefined;
  const wrapped = Object.entries(secrets).map(([name, value]) => [name, secret(value)] as const);
  return { secrets: Object.fromEntries(wrapped), metadata };
}

function revealed(name: string, value: unknown): string {
  if (!isSecret(value)) throw invalid(`secrets.${name}`, "a Secret");
  const text = value.reveal();
  if (Buffer.byteLength(text, "utf8") > MAXIMUM_SECRET_BYTES)
    throw new TokenVaultError("VAULT_TOO_LARGE", `secrets.${name} is larger than 64 KiB.`);
  return withoutMarker(`secrets.${name}`, text);
}

function plain(name: string, value: unknown): string {
  if (typeof value !== "string") throw invalid(`metadata.${name}`, "a string");
  return withoutMarker(`metadata.${name}`, value);
}

function withoutMarker(field: string, text: string): string {
  if (!text.includes(REDACTED)) return text;
  const message = `${field} holds the text of a printed secret instead of its value. Somebody serialised a Secret on the way.`;
  throw new TokenVaultError("VAULT_REDACTED_VALUE", message);
}

function invalid(field: string, expected: string): TokenVaultError {
  return new TokenVaultError("VAULT_INVALID_ARGUMENT", `${field} must be ${expected}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((one) => typeof one === "string");
}

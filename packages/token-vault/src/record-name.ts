/** How a record's key becomes a file name and a hash in its header; what else the folder holds. */

import { createHash } from "node:crypto";
import { TokenVaultError } from "./token-vault-error.ts";
import type { VaultKey, VaultOwner, VaultRecordKind } from "./vault-types.ts";

/** There while the key store holds, or may hold, a data key of this folder. Empty. */
export const DATA_KEY_MARK = "data-key-exists";

/** Empty, and never removed: a second file of this name would be a second lock. */
export const LOCK_FILE = "lock";
export const LOCK_HOLDER_FILE = "lock-holder";

/** What a record's name and its header agree on. */
export interface RecordIdentity {
  readonly kind: VaultRecordKind;
  /** 32 bytes, see {@link ownerHash}. */
  readonly ownerHash: Buffer;
}

/** A file of the vault, as its name tells. */
export interface VaultFile {
  readonly name: string;
  readonly kind: VaultRecordKind;
  readonly ownerHash: string;
  readonly use: "record" | "temporary" | "aside";
  /** When an aside file was moved, in epoch milliseconds; 0 for others. */
  readonly movedAt: number;
}

const FILE =
  /^(?<kind>sign-in|client-registration)-(?<ownerHash>[0-9a-f]{64})\.vault(?:\.(?<time>\d{1,16})-[0-9a-f]{16}\.(?<use>temporary|aside))?$/;

/** @returns 32 bytes: SHA-256 over a label, the start URL and the region, each ended by a zero byte. */
export function ownerHash({ startUrl, region }: VaultOwner): Buffer {
  for (const [field, value] of Object.entries<unknown>({ startUrl, region })) {
    if (typeof value === "string" && value !== "" && !value.includes("\0")) continue;
    throw new TokenVaultError(
      "VAULT_INVALID_ARGUMENT",
      `${field} must be text that is not empty and holds no zero byte.`,
    );
  }
  return createHash("sha256").update(`latchkey-vault-owner\0${startUrl}\0${region}\0`, "utf8").digest();
}

export function recordName(key: VaultKey): string {
  const kinds: Record<VaultRecordKind, true> = { "sign-in": true, "client-registration": true };
  if (!Object.hasOwn(kinds, key.kind))
    throw new TokenVaultError("VAULT_INVALID_ARGUMENT", "kind must be 'sign-in' or 'client-registration'.");
  return `${key.kind}-${ownerHash(key).toString("hex")}.vault`;
}

export function identityOfKey(key: VaultKey): RecordIdentity {
  return { kind: key.kind, ownerHash: ownerHash(key) };
}

export function identityOfFile({ kind, ownerHash: hash }: VaultFile): RecordIdentity {
  return { kind, ownerHash: Buffer.from(hash, "hex") };
}

/** A name beside `record` that nobody else takes. */
export function sideName(
  record: string,
  use: "temporary" | "aside",
  now: number,
  random: Uint8Array,
): string {
  return `${record}.${Math.max(0, Math.trunc(now))}-${Buffer.from(random).toString("hex")}.${use}`;
}

/** The bytes of randomness that {@link sideName} needs. */
export const SIDE_NAME_RANDOM_BYTES = 8;

/** `undefined` for a file that the vault did not make. */
export function parseFileName(name: string): VaultFile | undefined {
  const groups = FILE.exec(name)?.groups;
  if (groups?.["ownerHash"] === undefined) return undefined;
  const use = (groups["use"] ?? "record") as VaultFile["use"];
  const kind = groups["kind"] as VaultRecordKind;
  return { name, kind, ownerHash: groups["ownerHash"], use, movedAt: Number(groups["time"] ?? 0) };
}

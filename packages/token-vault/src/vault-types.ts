/** What the vault takes and gives. */

import type { Secret } from "@latchkey/secret";

/** Whose records: one Identity Center instance. */
export interface VaultOwner {
  /** Normalised by the caller; two spellings are two owners. */
  readonly startUrl: string;
  readonly region: string;
}

export type VaultRecordKind = "sign-in" | "client-registration";

export interface VaultKey extends VaultOwner {
  readonly kind: VaultRecordKind;
}

export interface VaultEntry {
  /** At most 64 KiB each, as UTF-8. */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** Not secret, such as ISO instants; encrypted all the same. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * - `corrupt`: truncated, changed, or not a record of this key. It was moved aside; the next read says `absent`.
 * - `other-key`: written with another data key, for example another user's or an earlier one.
 * - `key-lost`: the key store works and holds no data key (any more).
 * - `foreign-file`: a link, a folder, a device, or a file of another user stands in the record's place.
 * - `newer-version`: written by a later version of this package.
 *
 * All but the first stay where they are, until a `put` of the same key moves them aside.
 */
export type UnreadableReason = "corrupt" | "other-key" | "key-lost" | "foreign-file" | "newer-version";

export type VaultRead =
  | { readonly status: "found"; readonly entry: VaultEntry }
  | { readonly status: "absent" }
  | {
      readonly status: "unreadable";
      readonly reason: UnreadableReason;
      readonly cause?: unknown;
      /** With `corrupt`: how many files that were moved aside the folder holds now, at most five. */
      readonly keptAside?: number;
    };

/** The words of a policy reading: sources, entries, diagnostics and the snapshot they form. */
import type { Secret } from "@latchkey/secret";
import type { RawValue } from "./decode/raw-value.ts";

export type PolicyFormat = "mobileconfig" | "plist" | "reg" | "json";

/** Who delivered a source: the machine's administrator, or the management of one user. */
export type PolicyScope = "machine" | "user";

/** What became of a source. Everything but `read` and `absent` stops the search for a weaker source. */
export type PolicySourceStatus = "read" | "absent" | "unreadable" | "untrusted" | "malformed";

export type PolicySeverity = "info" | "warning" | "error";

export type PolicyDiagnosticCode =
  // about a source
  | "file-unreadable"
  | "not-a-regular-file"
  | "file-too-large"
  | "untrusted-file"
  | "registry-unreadable"
  | "temporary-file-left"
  | "too-many-keys"
  | "unrecognised-format"
  | "malformed-file"
  | "signed-profile"
  | "encrypted-profile"
  | "duplicate-key"
  | "nothing-for-this-product"
  | "set-once-ignored"
  | "not-utf-16"
  | "subkey-ignored"
  | "other-hive-ignored"
  | "invisible-registry-type"
  | "ignored-source"
  | "source-failed"
  // about one key
  | "unknown-key"
  | "key-not-used"
  | "key-case"
  | "blank"
  | "shadowed"
  | "wrong-type"
  | "unreadable-type"
  | "native-type-coerced"
  | "truncated-at-nul"
  | "invisible-characters"
  | "control-characters"
  | "malformed-value"
  | "misplaced-secret"
  | "value-normalised"
  | "suspicious-value"
  | "not-an-aws-portal"
  | "availability-zone"
  // about several keys together
  | "partition-mismatch"
  | "portal-region-mismatch"
  | "model-geography"
  // about an export
  | "secret-left-out"
  | "secret-included"
  // about the decision
  | "required-key-missing"
  | "models-required"
  | "partial-sign-in"
  | "sign-in-shadowed"
  | "profile-shadowed"
  | "helper-shadowed";

/** One fact for a person. `message` names the source, the key and the reason, and never holds a value. */
export interface PolicyDiagnostic {
  readonly severity: PolicySeverity;
  readonly code: PolicyDiagnosticCode;
  readonly message: string;
  readonly key?: string;
  readonly source?: string;
}

/** How a value was stored: the registry's own type names, or the plain name of a plist or JSON type. */
export type PolicyRawType =
  | "string"
  | "integer"
  | "real"
  | "boolean"
  | "date"
  | "data"
  | "list"
  | "dictionary"
  | "null"
  | "REG_SZ"
  | "REG_EXPAND_SZ"
  | "REG_DWORD";

/** A value as a decoder found it, before any rule. */
export interface DecodedEntry {
  /** Spelled as in the file, unless it looks like a value in the wrong place. */
  readonly key: string;
  readonly rawType: PolicyRawType;
  readonly value: RawValue;
}

/** What one source said. */
export type PolicyReading =
  | {
      readonly status: "read";
      readonly format: PolicyFormat;
      readonly entries: readonly DecodedEntry[];
      readonly diagnostics: readonly PolicyDiagnostic[];
    }
  | { readonly status: "absent" }
  | {
      readonly status: "unreadable" | "untrusted" | "malformed";
      readonly diagnostics: readonly PolicyDiagnostic[];
    };

/** A place that may hold a policy. Its `name` (a path, a registry key) opens every message about it. */
export interface PolicySource {
  readonly name: string;
  readonly scope: PolicyScope;
  /** The file it reads, for `watchPolicy`; a source without one is asked again now and then. */
  readonly path?: string;
  /** Rejects with the caller's own `signal.reason` and for no other reason. */
  read(options?: { readonly signal?: AbortSignal }): Promise<PolicyReading>;
}

/** A model of `inferenceModels`; the first one of the list is the default. */
export interface Model {
  /** Model or inference-profile ID, or ARN. */
  readonly id: string;
  readonly label?: string;
  readonly supports1m?: boolean;
  readonly prefer1m?: boolean;
  readonly familyTier?: string;
  readonly isFamilyDefault?: boolean;
  /** Fields of the entry that this version does not know, kept as they were. */
  readonly other?: Readonly<Record<string, unknown>>;
}

/** A value that passed its key's rule. Secret keys and keys we do not know give a `Secret`. */
export type PolicyValue = string | number | boolean | Secret | readonly string[] | readonly Model[];

export type PolicyEntryStatus =
  | "ok"
  | "ok-coerced"
  | "blank"
  | "unknown-key"
  | "wrong-type"
  | "malformed"
  /** Lost to the same key of a stronger source. */
  | "shadowed"
  /** Its whole source is not in force. */
  | "ignored-source"
  /** Valid, but nothing uses it: another credential wins, or the product has no use for the key. */
  | "ineffective";

export interface PolicyEntry {
  /** Spelled as in the catalogue when the key is known. */
  readonly key: string;
  readonly source: string;
  readonly scope: PolicyScope;
  readonly status: PolicyEntryStatus;
  readonly rawType: PolicyRawType;
  /** Absent unless the value passed its rule. */
  readonly value?: PolicyValue;
  readonly diagnostics: readonly PolicyDiagnostic[];
}

export interface PolicySourceReport {
  readonly name: string;
  readonly scope: PolicyScope;
  readonly status: PolicySourceStatus;
  readonly format?: PolicyFormat;
  /** Whether its entries count. */
  readonly inForce: boolean;
}

/** Everything that was read at one instant; a decision and its fingerprint always come from the same one. */
export interface PolicySnapshot {
  /** The policy as a whole: `absent` when every source is, and the reason when one in the way is broken. */
  readonly status: PolicySourceStatus;
  readonly sources: readonly PolicySourceReport[];
  readonly entries: readonly PolicyEntry[];
  /** Those of every source and of every entry. */
  readonly diagnostics: readonly PolicyDiagnostic[];
  /**
   * SHA-256 (hex) of what is in force; the same policy has the same fingerprint in every format. It covers the
   * bearer token, so keep it from people; a report has one of its own.
   */
  readonly fingerprint: string;
}

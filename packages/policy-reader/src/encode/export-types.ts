/** What an export takes and gives. */
import type { Secret } from "@latchkey/secret";
import type { Model, PolicyDiagnostic, PolicyScope } from "../policy-types.ts";

/**
 * - `mobileconfig`, `reg`, `json`: the values, for macOS, Windows and Linux.
 * - `reg-removal`: a `.reg` that removes the whole policy key; takes no values.
 * - `admx`, `adml`, `manifest`: the catalogue for group policy editors and profile editors; take no values.
 */
export type PolicyExportFormat =
  | "mobileconfig"
  | "reg"
  | "json"
  | "reg-removal"
  | "admx"
  | "adml"
  | "manifest";

/** A value in its own type, as a snapshot has it; models may also be given as the file has them. */
export type PolicyExportValue =
  | string
  | number
  | boolean
  | Secret
  | readonly (string | Model | Readonly<Record<string, unknown>>)[]
  | Readonly<Record<string, string>>;

/** Values by key of the catalogue. */
export type PolicyExportValues = Readonly<Record<string, PolicyExportValue>>;

export interface ExportPolicyOptions {
  /** Writes secrets in clear text. Without it, they are left out and a diagnostic names each. */
  readonly includeSecrets?: boolean;
  /** `machine` (default): HKLM, and a profile of System scope. `user`: HKCU, and a profile of User scope. */
  readonly scope?: PolicyScope;
  /** The macOS preference domain; {@link DEFAULT_DOMAIN} by default. */
  readonly domain?: string;
  /** The Windows policy key below the hive; {@link DEFAULT_REGISTRY_KEY} by default. */
  readonly registryKey?: string;
  /** What editors and file names call the product; `Latchkey` by default. */
  readonly productName?: string;
  /** Who issues the profile. */
  readonly organization?: string;
  /** A profile replaces an installed one with the same identifier; the domain and `.policy` by default. */
  readonly profileIdentifier?: string;
}

export type PolicyExport =
  | {
      readonly status: "exported";
      readonly fileName: string;
      readonly bytes: Uint8Array;
      /** What was left out or changed on the way. */
      readonly diagnostics: readonly PolicyDiagnostic[];
    }
  /** A value breaks its rule, a key is unknown, or the file would not be read: nothing is written. */
  | { readonly status: "refused"; readonly diagnostics: readonly PolicyDiagnostic[] };

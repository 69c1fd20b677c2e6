/** Bytes of a policy file to entries: recognises the format, keeps the limits, and never throws for bad files. */
import { diagnose, error, type Finding } from "../diagnostic.ts";
import type { DecodedEntry, PolicyDiagnostic, PolicyFormat, PolicyReading } from "../policy-types.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import { isRegistryKey, REGISTRY_KEY_EXPECTED } from "../registry-key.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { decodeJsonPolicy } from "./json-policy.ts";
import { MAX_FILE_BYTES, MAX_KEYS } from "./limits.ts";
import { decodePlistPolicy } from "./plist-policy.ts";
import { decodeRegPolicy } from "./reg-policy.ts";
import { formatOfName, isSigned, sniffFormat } from "./sniff-format.ts";

/** The macOS preference domain read by default. */
export const DEFAULT_DOMAIN = "dev.latchkey.desktop";
/** The Windows policy key read by default, below HKLM or HKCU. */
export const DEFAULT_REGISTRY_KEY = "SOFTWARE\\Policies\\Latchkey";

export interface DecodePolicyOptions {
  /** What messages call these bytes: a path, usually. */
  readonly name: string;
  /** Taken as given; without it the content decides, then the ending of `name`. */
  readonly format?: PolicyFormat;
  /** {@link DEFAULT_DOMAIN} by default. */
  readonly domain?: string;
  /** {@link DEFAULT_REGISTRY_KEY} by default. */
  readonly registryKey?: string;
  /** Whether `reg.exe export` wrote the `.reg` file, so that a line break in a value belongs to it; false by default. */
  readonly exported?: boolean;
}

export type DecodedPolicy =
  | Extract<PolicyReading, { readonly status: "read" }>
  | { readonly status: "malformed"; readonly diagnostics: readonly PolicyDiagnostic[] };

/**
 * Decodes one policy file of at most 1 MiB.
 *
 * @returns `read` with raw entries, or `malformed` with a diagnostic naming file, key and reason.
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when an option is empty or unknown.
 */
export function decodePolicy(bytes: Uint8Array, options: DecodePolicyOptions): DecodedPolicy {
  checkDecodeOptions(options);
  try {
    const { format, entries, findings } = decode(bytes, options);
    if (entries.length > MAX_KEYS) throw tooMany(MAX_KEYS);
    return { status: "read", format, entries, diagnostics: findings.map((f) => diagnose(f, options.name)) };
  } catch (cause) {
    if (!(cause instanceof DecodeFailure)) throw cause;
    return {
      status: "malformed",
      diagnostics: [diagnose(error(cause.code, cause.message, cause.key), options.name)],
    };
  }
}

/** @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION */
export function checkDecodeOptions(options: DecodePolicyOptions): void {
  const known: readonly unknown[] = [undefined, "mobileconfig", "plist", "reg", "json"];
  const { name, domain, registryKey } = options;
  if (name === "") throw invalid("the name of the file not to be empty");
  if (domain === "") throw invalid("domain to be a preference domain such as com.example.app");
  if (registryKey !== undefined && !isRegistryKey(registryKey))
    throw invalid(`registryKey to be ${REGISTRY_KEY_EXPECTED}`);
  if (!known.includes(options.format)) throw invalid("format to be mobileconfig, plist, reg or json");
}

function invalid(expected: string): PolicyReaderError {
  return new PolicyReaderError("POLICY_READER_INVALID_OPTION", `expected ${expected}`);
}

const SIGNED =
  "a signed profile; take it out of its signature first, with " +
  "security cms -D -i FILE -o PLAIN on macOS, or openssl cms -verify -noverify -inform DER -in FILE -out PLAIN";

interface Decoded {
  readonly format: PolicyFormat;
  readonly entries: readonly DecodedEntry[];
  readonly findings: readonly Finding[];
}

function decode(bytes: Uint8Array, options: DecodePolicyOptions): Decoded {
  if (bytes.length > MAX_FILE_BYTES) throw new DecodeFailure("larger than 1 MiB", "file-too-large");
  if (isSigned(bytes)) throw new DecodeFailure(SIGNED, "signed-profile");
  const format = options.format ?? sniffFormat(bytes) ?? formatOfName(options.name);
  switch (format) {
    case "mobileconfig":
    case "plist":
      return decodePlistPolicy(bytes, options.domain ?? DEFAULT_DOMAIN);
    case "reg":
      return {
        format,
        ...decodeRegPolicy(bytes, options.registryKey ?? DEFAULT_REGISTRY_KEY, options.exported),
      };
    case "json":
      return { format, entries: decodeJsonPolicy(bytes), findings: [] };
    case undefined:
      throw new DecodeFailure(
        "expected a .mobileconfig, a property list, a .reg file or a JSON object",
        "unrecognised-format",
      );
  }
}

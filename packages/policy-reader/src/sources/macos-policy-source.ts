/**
 * The managed preferences of macOS, read from the files that the MDM client writes.
 *
 * Never through user defaults: those mix in `~/Library/Preferences`, which every user can write.
 */
import { posix } from "node:path";
import { DEFAULT_DOMAIN } from "../decode/decode-policy.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicySource } from "../policy-types.ts";
import { trustedFileSource } from "./trusted-file-source.ts";

/** The folder that is read on macOS by default. */
export const DEFAULT_MANAGED_PREFERENCES = "/Library/Managed Preferences";

export interface MacosPolicySourceOptions {
  /** Whose managed preferences; the machine's by default. */
  readonly userName?: string;
  /** {@link DEFAULT_DOMAIN} by default. */
  readonly domain?: string;
  /** {@link DEFAULT_MANAGED_PREFERENCES} by default. */
  readonly folder?: string;
}

/**
 * A source that reads one managed preferences file, binary or XML: the machine's, or with `userName` that
 * user's. Root must own the file and every folder above it, and nobody else may write there; otherwise it is
 * `untrusted`, with the command that mends it.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when a name cannot be part of a path.
 */
export function macosPolicySource(options: MacosPolicySourceOptions = {}): PolicySource {
  const { userName, domain = DEFAULT_DOMAIN, folder = DEFAULT_MANAGED_PREFERENCES } = options;
  const names = userName === undefined ? [domain] : [userName, domain];
  if (!names.every(isFileName)) {
    throw new PolicyReaderError(
      "POLICY_READER_INVALID_OPTION",
      "expected userName and domain to be names without a slash",
    );
  }
  const path = posix.join(folder, userName ?? "", `${domain}.plist`);
  const scope = userName === undefined ? "machine" : "user";
  return trustedFileSource({ path, scope, domain, format: "plist" });
}

function isFileName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\0]/.test(name);
}

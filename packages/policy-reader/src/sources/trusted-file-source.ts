/** A policy in a file that only the administrator can have written; what Linux and macOS have in common. */
import { posix } from "node:path";
import { decodePolicy, type DecodePolicyOptions } from "../decode/decode-policy.ts";
import { diagnose } from "../diagnostic.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicyScope, PolicySource } from "../policy-types.ts";
import { ADMINISTRATOR_ONLY, readTrustedFile, type TrustRules } from "./trusted-file.ts";

export interface TrustedFileSourceOptions extends Omit<DecodePolicyOptions, "name"> {
  readonly path: string;
  readonly scope: PolicyScope;
}

/** @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when `path` is not absolute and normalised. */
export function trustedFileSource(
  options: TrustedFileSourceOptions,
  rules: TrustRules = ADMINISTRATOR_ONLY,
): PolicySource {
  const { path, scope, ...decoding } = options;
  if (!posix.isAbsolute(path) || posix.normalize(path) !== path || path.endsWith("/")) {
    throw new PolicyReaderError(
      "POLICY_READER_INVALID_OPTION",
      "expected the absolute path of a file, without . and ..",
    );
  }
  return {
    name: path,
    scope,
    path,
    read: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      const file = await readTrustedFile(path, rules);
      signal?.throwIfAborted();
      if (file.status === "content") return decodePolicy(file.bytes, { ...decoding, name: path });
      if (file.status === "absent") return { status: "absent" };
      return { status: file.status, diagnostics: [diagnose(file.finding, path)] };
    },
  };
}

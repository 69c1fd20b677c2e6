/** The options of an export with their defaults, checked before anything is written. */
import { DEFAULT_DOMAIN, DEFAULT_REGISTRY_KEY } from "../decode/decode-policy.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicyScope } from "../policy-types.ts";
import { isRegistryKey, REGISTRY_KEY_EXPECTED } from "../registry-key.ts";
import type { ExportPolicyOptions } from "./export-types.ts";

export interface ResolvedExportOptions {
  readonly includeSecrets: boolean;
  readonly scope: PolicyScope;
  readonly domain: string;
  readonly registryKey: string;
  readonly productName: string;
  readonly organization: string | undefined;
  readonly profileIdentifier: string;
}

/** Names that stand in files as they are: identifiers, and text without control characters. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9.-]{0,254}$/;
const NAME = /^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]{1,255}$/u;

/** @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION */
export function resolveExportOptions(options: ExportPolicyOptions): ResolvedExportOptions {
  const domain = options.domain ?? DEFAULT_DOMAIN;
  const scope = options.scope ?? "machine";
  if (scope !== "machine" && scope !== "user") throw invalid("scope to be machine or user");
  return {
    includeSecrets: options.includeSecrets === true,
    scope,
    domain: matching(domain, IDENTIFIER, "domain to be a preference domain such as com.example.app"),
    registryKey: checkedRegistryKey(options.registryKey ?? DEFAULT_REGISTRY_KEY),
    productName: matching(options.productName ?? "Latchkey", NAME, "productName to be 1 to 255 characters"),
    organization:
      options.organization === undefined
        ? undefined
        : matching(options.organization, NAME, "organization to be 1 to 255 characters"),
    profileIdentifier: matching(
      options.profileIdentifier ?? `${domain}.policy`,
      IDENTIFIER,
      "profileIdentifier to be letters, digits, dots and hyphens",
    ),
  };
}

function checkedRegistryKey(name: string): string {
  if (typeof name !== "string" || !isRegistryKey(name))
    throw invalid(`registryKey to be ${REGISTRY_KEY_EXPECTED}`);
  return name;
}

function matching(value: string, pattern: RegExp, expected: string): string {
  if (typeof value !== "string" || !pattern.test(value)) throw invalid(expected);
  return value;
}

function invalid(expected: string): PolicyReaderError {
  return new PolicyReaderError("POLICY_READER_INVALID_OPTION", `expected ${expected}`);
}

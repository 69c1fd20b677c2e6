/** The places where the administrator of this kind of machine puts a policy. */
import { userInfo } from "node:os";
import type { PolicyPrecedence } from "../combine-sources.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicySource } from "../policy-types.ts";
import { linuxPolicySource } from "./linux-policy-source.ts";
import { macosPolicySource } from "./macos-policy-source.ts";
import { windowsPolicySource, type WindowsPolicySourceOptions } from "./windows-policy-source.ts";

export interface ManagedPolicySourcesOptions extends Omit<WindowsPolicySourceOptions, "scope"> {
  /** `darwin`, `win32` or `linux`; this machine's by default. */
  readonly platform?: NodeJS.Platform;
  /** macOS: whose managed preferences are read beside the machine's; the user of this process by default. */
  readonly userName?: string;
  /** macOS: the preference domain, `dev.latchkey.desktop` by default. */
  readonly domain?: string;
  /** macOS: `/Library/Managed Preferences` by default. */
  readonly folder?: string;
  /** Linux: `/etc/latchkey/managed-settings.json` by default. */
  readonly path?: string;
}

/** Both parts belong together: what `readPolicy` and `watchPolicy` take. */
export interface ManagedPolicySources {
  readonly sources: readonly PolicySource[];
  readonly precedence: PolicyPrecedence;
}

/**
 * The managed sources of an operating system and the precedence between them: on macOS the user's managed
 * preferences over the machine's, key by key; on Windows the machine's hive alone if it holds any value; on
 * Linux one file.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION for another platform, or an option that a source refuses.
 */
export function managedPolicySources(options: ManagedPolicySourcesOptions = {}): ManagedPolicySources {
  const { platform = process.platform } = options;
  switch (platform) {
    case "darwin": {
      const { userName = userInfo().username } = options;
      const sources = [
        macosPolicySource({ ...places(options), userName }),
        macosPolicySource(places(options)),
      ];
      return { sources, precedence: "user-over-machine" };
    }
    case "win32": {
      const scopes = ["machine", "user"] as const;
      return {
        sources: scopes.map((scope) => windowsPolicySource({ ...options, scope })),
        precedence: "machine-exclusive",
      };
    }
    case "linux": {
      const { path } = options;
      return {
        sources: [linuxPolicySource(path === undefined ? {} : { path })],
        precedence: "machine-exclusive",
      };
    }
    default:
      throw new PolicyReaderError(
        "POLICY_READER_INVALID_OPTION",
        "expected platform to be darwin, win32 or linux; there is no managed policy elsewhere",
      );
  }
}

function places({ domain, folder }: ManagedPolicySourcesOptions): { domain?: string; folder?: string } {
  return { ...(domain !== undefined && { domain }), ...(folder !== undefined && { folder }) };
}

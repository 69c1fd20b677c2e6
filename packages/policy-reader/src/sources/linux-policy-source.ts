/** The policy of a Linux machine: one JSON file that only root can have written. */
import type { PolicySource } from "../policy-types.ts";
import { trustedFileSource } from "./trusted-file-source.ts";

/** The file that is read on Linux by default. */
export const DEFAULT_LINUX_PATH = "/etc/latchkey/managed-settings.json";

export interface LinuxPolicySourceOptions {
  /** {@link DEFAULT_LINUX_PATH} by default. */
  readonly path?: string;
}

/**
 * A source that reads the managed settings of a Linux machine.
 *
 * The file and every folder up to `/` must belong to root, be no symbolic link, and be writable by nobody else;
 * otherwise it is `untrusted`, with the command that mends it.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when `path` is not absolute.
 */
export function linuxPolicySource({
  path = DEFAULT_LINUX_PATH,
}: LinuxPolicySourceOptions = {}): PolicySource {
  return trustedFileSource({ path, scope: "machine", format: "json" });
}

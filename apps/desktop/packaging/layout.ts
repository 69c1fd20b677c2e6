/** Where the parts of a package are, relative to the app's own folder. */
import { join } from "node:path";

export const STAGED = "dist/package/staged";
export const OUTPUT = "dist/package/out";

/** What becomes the archive, in a staged folder. */
export function stagedApp(staged: string): string {
  return join(staged, "app");
}

/** What becomes plain files beside the archive: the session's worker and the program that runs it. */
export function stagedResources(staged: string): string {
  return join(staged, "resources");
}

/**
 * Files of the archive that are outside of it: other programs run or read them, and the loader of native modules does not look
 * inside. They are not covered by the archive's hash, so nothing else is among them.
 */
export const UNPACKED = [
  "node_modules/@anthropic-ai/sandbox-runtime/vendor/**",
  "node_modules/keytar/build/**",
  "node_modules/native-reg/prebuilds/**",
];

export function isUnpacked(file: string): boolean {
  return UNPACKED.some((pattern) => file.startsWith(pattern.slice(0, -"**".length)));
}

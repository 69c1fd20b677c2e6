/** Where the parts of a package are, relative to the app's own folder. */

export const STAGED = "dist/package/app";
export const OUTPUT = "dist/package/out";

/**
 * Files outside of the archive: other programs run or read them, and the loader of native modules does not look inside.
 * They are not covered by the archive's hash, so nothing else is among them.
 */
export const UNPACKED = [
  "dist/worker/**",
  "node_modules/@anthropic-ai/sandbox-runtime/vendor/**",
  "node_modules/keytar/build/**",
  "node_modules/native-reg/prebuilds/**",
];

export function isUnpacked(file: string): boolean {
  return UNPACKED.some((pattern) => file.startsWith(pattern.slice(0, -"**".length)));
}

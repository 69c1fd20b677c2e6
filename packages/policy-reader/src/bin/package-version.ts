/** The version of this package, from its manifest. */
import { readFileSync } from "node:fs";

/** The same way up from `src/bin` and from `dist/bin`. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

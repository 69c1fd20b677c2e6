/** What `--json` prints. Names of files and keys may hold anything, and the reader may be a terminal. */
import { jsonText } from "../encode/json-text.ts";

export function jsonOutput(value: object): string {
  return `${jsonText(value, 2)}\n`;
}

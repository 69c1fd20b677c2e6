/** The example policies, which stand for ordinary files. */
import { fileURLToPath } from "node:url";

export const EXAMPLES = ["acme.mobileconfig", "acme.reg", "acme.json"] as const;

export function examplePolicy(file: (typeof EXAMPLES)[number]): string {
  return fileURLToPath(new URL(`../../../../examples/policies/${file}`, import.meta.url));
}

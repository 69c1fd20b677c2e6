/** A small workspace on disk, for the tests of the checks to plant violations in. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";

/** Writes files by their paths relative to the root; what is not text is written as JSON. */
export function plantedWorkspace(files: Readonly<Record<string, unknown>>): TemporaryDirectory {
  const root = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root.path, path)), { recursive: true });
    writeFileSync(join(root.path, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

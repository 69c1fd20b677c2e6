/** Every file has the form that oxfmt gives it. */

import type { Check, Finding } from "../run-checks.ts";
import { runTool } from "../run-process.ts";

export const format: Check = {
  name: "format",
  needsBuild: false,
  run: findUnformatted,
};

export async function findUnformatted(root: string): Promise<readonly Finding[]> {
  const { exitCode, stdout, stderr } = await runTool("oxfmt", ["--list-different", "."], root);
  if (exitCode === 0) return [];
  const files = stdout.split("\n").filter((line) => line.trim() !== "");
  const unformatted = files.map((file) => ({ file, message: "Not formatted. Run 'pnpm run format'." }));
  // Exit status 1 means "files differ"; anything else is a file that oxfmt cannot read, told on stderr.
  return exitCode === 1 && files.length > 0 ? unformatted : [...unformatted, { message: stderr.trim() }];
}

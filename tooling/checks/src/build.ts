/** The build that the checks of `dist` start from. */

import type { Finding } from "./run-checks.ts";
import { runTool } from "./run-process.ts";

/** Builds every package and app; silent unless something does not build. */
export async function buildWorkspace(root: string): Promise<readonly Finding[]> {
  const args = ["run", "build", "--output-logs=errors-only", "--no-color"];
  const { exitCode, stdout, stderr } = await runTool("turbo", args, root);
  return exitCode === 0 ? [] : [{ message: `The build failed.\n${`${stdout}${stderr}`.trim()}` }];
}

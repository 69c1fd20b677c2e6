/** Builds everything, silently when it works: `pnpm demo` and `pnpm mock` begin with it. */
import { run } from "./run.ts";

const { code, output } = await run("turbo", ["run", "build", "--output-logs=errors-only"], { capture: true });
if (code !== 0) process.stderr.write(`${output}\nThe build failed; see above.\n`);
process.exitCode = code;

/** Builds everything, silently when it works: `pnpm demo` and `pnpm mock` begin with it. */
import { run } from "./run.ts";

const notice = setTimeout(() => process.stderr.write("Building…\n"), 1000);
const { code, output } = await run("turbo", ["run", "build", "--output-logs=errors-only"], { capture: true });
clearTimeout(notice);
if (code !== 0) process.stderr.write(`${output}\nThe build failed; see above.\n`);
process.exitCode = code;

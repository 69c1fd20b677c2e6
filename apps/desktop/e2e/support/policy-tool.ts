/** `latchkey-policy` as an administrator runs it: the program itself. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const PROGRAM = join(import.meta.dirname, "../../../../packages/policy-reader/scripts/latchkey-policy.ts");

/** @throws {Error} when it exits with something else than 0. */
export async function latchkeyPolicy(...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", PROGRAM, ...words]);
  return stdout;
}

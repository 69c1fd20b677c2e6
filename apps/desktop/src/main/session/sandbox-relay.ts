/** The program that relays the sandbox's proxy: socat, made to end with whoever started it, even if that is killed. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram } from "./find-program.ts";
import { quoteForShell } from "./shell-words.ts";

/**
 * Writes a stand-in for socat into `folder`.
 *
 * @returns its path, or `socat` itself where there is no setpriv; then a killed app leaves a relay that leads nowhere.
 */
export async function relayProgram(folder: string, socat: string, path: string): Promise<string> {
  const setpriv = await findProgram("setpriv", path);
  if (setpriv === undefined) return socat;
  const script = join(folder, "socat");
  const words = [setpriv, "--pdeathsig", "KILL", "--", socat].map(quoteForShell).join(" ");
  await writeFile(script, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(script, 0o500);
  return script;
}

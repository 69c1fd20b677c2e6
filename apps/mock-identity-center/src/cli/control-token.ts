/** Where a command finds the token of the control API: in a file or the environment, never among the arguments. */

import { readFile } from "node:fs/promises";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Terminal } from "./terminal.ts";

const variable = "MOCK_IDENTITY_CENTER_CONTROL_TOKEN";

export const controlTokenHelp: string = `  --control-token-file FILE
                      file with the token of the control API; ${variable}
                      in the environment without one`;

/** @throws {MockIdentityCenterError} CONTROL_TOKEN_INVALID when the file cannot be read. */
export async function controlTokenOf(
  file: string | undefined,
  { environment }: Terminal,
): Promise<string | undefined> {
  if (file === undefined) return environment[variable] || undefined;
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new MockIdentityCenterError("CONTROL_TOKEN_INVALID", `${file}: cannot be read`, { cause });
  }
}

/** A command in this process, with a terminal of its own. */

import type { Command } from "../../src/cli/command.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function start(command: Command, ...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await command.start(args, {
    environment: {},
    out: (text) => (out += text),
    err: (text) => (err += text),
    ended: () => Promise.resolve(),
  });
  return { code, out, err };
}

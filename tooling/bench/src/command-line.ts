/** The arguments of `pnpm bench`. */

import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";

export type Command =
  | { readonly status: "run"; readonly benchmarks: readonly Benchmark[]; readonly json: boolean }
  | { readonly status: "help" }
  | { readonly status: "wrong"; readonly reason: string };

/** @param known in the order in which they run. */
export function parseCommandLine(args: readonly string[], known: readonly Benchmark[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        only: { type: "string", multiple: true },
      },
    });
    if (values.help) return { status: "help" };
    const names = values.only?.flatMap((list) => list.split(",")) ?? known.map(({ name }) => name);
    const unknown = names.find((name) => !known.some((benchmark) => benchmark.name === name));
    if (unknown !== undefined)
      return { status: "wrong", reason: `There is no benchmark ${JSON.stringify(unknown)}` };
    const benchmarks = known.filter(({ name }) => names.includes(name));
    return { status: "run", benchmarks, json: values.json };
  } catch (error) {
    return { status: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

export function usage(known: readonly Benchmark[]): string {
  const width = Math.max(...known.map(({ name }) => name.length));
  const lines = known.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Usage: pnpm bench [--only NAME[,NAME]] [--json]\n\nMeasures, beside a peer in the same run:\n${lines.join("")}`;
}

/**
 * A session from its start to the first word of an answer, part by part, in the real sandbox; beside it the same as a plain
 * child, so that the sandbox's price shows. The app runs in a process of its own, because nothing imports its core.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Benchmark, Row } from "./benchmark.ts";
import { acmePolicy, startAcmeMock } from "./acme-mock.ts";
import { median } from "./statistics.ts";

interface Parts {
  readonly credentials: number;
  readonly sandbox: number;
  readonly worker: number;
  readonly bedrock: number;
}

interface Figures {
  readonly refresh: readonly number[];
  readonly sandboxed: readonly Parts[];
  /** The same number, in turn with them. */
  readonly plain: readonly Parts[];
}

const PROGRAM = fileURLToPath(new URL("../../../apps/desktop/scripts/session-figures.ts", import.meta.url));
const ROUNDS = 25;
const NAMES: Readonly<Record<keyof Parts, string>> = {
  credentials: "role credentials",
  sandbox: "environment and sandbox",
  worker: "worker start",
  bedrock: "Bedrock, prompt to first word",
};

export const session: Benchmark = {
  name: "session",
  about: "a sandboxed session to the first streamed word, part by part; about half a minute",
  async run(print) {
    const { refresh, sandboxed, plain } = await figures();
    print(row("refresh of the sign-in, when it is due", median(refresh), undefined));
    for (const [part, what] of Object.entries(NAMES) as [keyof Parts, string][]) {
      const valuesOf = (list: readonly Parts[]): number[] => list.map((parts) => parts[part]);
      print(row(what, median(valuesOf(sandboxed)), median(valuesOf(plain))));
    }
    print(row("session start to first word", median(sandboxed.map(total)), median(plain.map(total))));
  },
};

function row(what: string, ours: number, theirs: number | undefined): Row {
  const peer = theirs === undefined ? undefined : { name: "plain child", value: theirs };
  return { what, ours, unit: "ms", peer, budget: "none" };
}

function total({ credentials, sandbox, worker, bedrock }: Parts): number {
  return credentials + sandbox + worker + bedrock;
}

async function figures(): Promise<Figures> {
  await using mock = await startAcmeMock();
  const words = [PROGRAM, mock.url, mock.controlUrl, acmePolicy, String(ROUNDS)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Figures;
}

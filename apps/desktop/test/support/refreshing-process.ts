/** Starts the program beside this file, and remembers everything it printed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface RefreshInstruction {
  readonly directory: string;
  readonly keys: string;
  readonly endpoint: string;
  readonly startUrl: string;
  readonly region: string;
  /** How many refreshes of its own it makes. */
  readonly rounds: number;
}

export interface RefreshingProcess extends Disposable {
  readonly id: number;
  /** Everything on standard output and standard error so far. */
  output(): string;
  send(line: string): void;
  /** Resolves when it has printed the line; rejects when it ended without. */
  said(line: string): Promise<void>;
  kill(signal: "SIGKILL" | "SIGSTOP"): void;
}

export function startRefreshing(instruction: RefreshInstruction): RefreshingProcess {
  const program = fileURLToPath(new URL("./refreshing-program.ts", import.meta.url));
  const child = spawn(process.execPath, [program], { env: {}, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stdin.on("error", () => undefined);
  const send = (line: string): void => void child.stdin.write(`${line}\n`);
  const closed = once(child, "close");
  send(JSON.stringify(instruction));
  return {
    id: child.pid ?? 0,
    output: () => output,
    send,
    async said(line) {
      while (!output.split("\n").includes(line)) {
        const hasEnded = await Promise.race([once(child.stdout, "data"), closed.then(() => "ended")]);
        if (hasEnded === "ended") throw new Error(`It ended without "${line}":\n${output}`);
      }
    },
    kill: (signal) => void child.kill(signal),
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}

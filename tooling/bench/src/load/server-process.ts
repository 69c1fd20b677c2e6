/** A server in a process of its own and, where the system can, on a processor of its own. */

import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ServerMessage, ServerReply } from "./serve.ts";

export interface Usage {
  /** Processor time of the process so far, in microseconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

export class ServerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly details: Readonly<Record<string, string>>;

  private constructor(child: ChildProcess, details: Readonly<Record<string, string>>) {
    this.#child = child;
    this.details = details;
  }

  /** @param script beside the benchmarks, calling `serve`. */
  static async start(script: string): Promise<ServerProcess> {
    const words = [process.execPath, "--expose-gc", join(import.meta.dirname, "..", script)];
    const [program = "", ...args] = canPin() ? ["taskset", "-c", "0", ...words] : words;
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    return new ServerProcess(child, await replyOf(child));
  }

  get url(): string {
    return this.details["url"] ?? "";
  }

  async ask(message: ServerMessage): Promise<ServerReply> {
    const reply = replyOf(this.#child);
    this.#child.send(message);
    return reply;
  }

  async usage(): Promise<Usage> {
    return (await this.ask({ call: "usage" })) as unknown as Usage;
  }

  /** Bytes that are in use after a garbage collection. */
  async liveHeap(): Promise<number> {
    const reply = await this.ask({ call: "heap" });
    return Number(reply["heap"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.kill();
    await exited;
  }
}

/** Keeps this process off the servers' processor until the returned function is called. */
export function stepAside(): () => void {
  if (!canPin()) return () => undefined;
  const last = availableParallelism() - 1;
  pin(`1-${last}`);
  return () => pin(`0-${last}`);
}

function pin(processors: string): void {
  execFileSync("taskset", ["-a", "-c", "-p", processors, String(process.pid)], { stdio: "ignore" });
}

function canPin(): boolean {
  return process.platform === "linux" && availableParallelism() > 1;
}

async function replyOf(child: ChildProcess): Promise<ServerReply> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error("The server's process ended; its last words are above"));
    child.once("exit", onExit);
    child.once("error", reject);
    child.once("message", (reply) => {
      child.off("exit", onExit);
      child.off("error", reject);
      resolve(reply as ServerReply);
    });
  });
}

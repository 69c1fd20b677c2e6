/** Starts the program beside this file, answers what it asks, and waits for its end. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, FromProcess, Instruction, Question, Tally } from "./messages.ts";
import type { SharedStage } from "./shared-stage.ts";

export interface SharingProcess extends Disposable {
  /** Of every lane; rejects as soon as something goes wrong. */
  readonly tallies: Promise<readonly Tally[]>;
}

export function startSharing(process: number, stages: readonly SharedStage[]): SharingProcess {
  const program = fileURLToPath(new URL("./sharing-program.ts", import.meta.url));
  const child = fork(program, { env: {}, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const tallies: Tally[] = [];
  const ended = Promise.withResolvers<readonly Tally[]>();
  let complained = "";
  const answer = async ({ lane, id, asks }: Question): Promise<void> => {
    const stage = stages[lane];
    if (stage === undefined) throw new Error(`There is no lane ${lane}`);
    await stage.answer(process, asks);
    const told: Answer = { lane, id, now: stage.now(), endings: stage.endings() };
    // One that was ended meanwhile needs no answer.
    if (child.connected) child.send(told, () => undefined);
  };
  child.stderr?.on("data", (chunk: Buffer) => (complained += chunk.toString("utf8")));
  child.on("message", (message: FromProcess) => {
    if ("failure" in message) return ended.reject(new Error(message.failure));
    if ("tally" in message) {
      tallies.push(message.tally);
      if (tallies.length === stages.length) ended.resolve(tallies);
      return;
    }
    answer(message).catch(ended.reject);
  });
  child.on("error", ended.reject);
  child.on("close", () => ended.reject(new Error(`It ended:\n${complained.slice(-3_000)}`)));
  // The first of two failures is the one that is told.
  ended.promise.catch(() => undefined);
  const instruction: Instruction = { process, lanes: stages.map((stage) => stage.instruction) };
  child.send(instruction);
  return {
    tallies: ended.promise,
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}

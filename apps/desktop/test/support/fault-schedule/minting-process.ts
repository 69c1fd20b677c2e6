/** Starts the program beside this file, gives it work, and waits for its answers. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface MintInstruction {
  readonly dataFolder: string;
  readonly policy: string;
  /** Path of the key store that the processes share. */
  readonly keys: string;
  /** Of the mock. */
  readonly url: string;
}

export interface MintingProcess extends Disposable {
  /** Resolves with `done` or, when the sign-in ended meanwhile, with `signed-out`. */
  run(name: string, rounds: number): Promise<string>;
}

export function startMinting(instruction: MintInstruction): MintingProcess {
  const program = fileURLToPath(new URL("./minting-program.ts", import.meta.url));
  const child = spawn(process.execPath, [program], { env: {}, stdio: "pipe" });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (complained += chunk.toString("utf8")));
  child.stdin.on("error", () => undefined);
  const closed = once(child, "close");
  child.stdin.write(`${JSON.stringify(instruction)}\n`);
  return {
    async run(name, rounds) {
      child.stdin.write(`run ${name} ${rounds}\n`);
      for (;;) {
        const answer = said.split("\n").find((line) => line.endsWith(` ${name}`));
        if (answer !== undefined) return answer.slice(0, -name.length - 1);
        const next = await Promise.race([once(child.stdout, "data"), closed.then(() => "ended")]);
        if (next === "ended") throw new Error(`It ended during "${name}":\n${complained.slice(-3_000)}`);
      }
    },
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}

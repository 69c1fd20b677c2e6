/** The vault's crash test with ten times its rounds. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";

const ROUNDS = 2_000;

export const vaultCrashes: Benchmark = {
  name: "vault-crashes",
  about: `${ROUNDS} processes are killed while they change a vault, and each time it is opened again; some minutes`,
  async run(print) {
    const started = performance.now();
    if (!(await survives())) throw new Error("the crash test failed; see above");
    const ms = (performance.now() - started) / ROUNDS;
    print({
      what: "one kill and a whole record afterwards",
      ours: ms,
      unit: "ms",
      peer: undefined,
      budget: "none",
    });
  },
};

async function survives(): Promise<boolean> {
  const words = ["exec", "vitest", "run", "--project", "token-vault", "test/crashes/killed"];
  const run = spawn("pnpm", words, {
    cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, LATCHKEY_CRASH_ROUNDS: String(ROUNDS) },
  });
  const [code] = (await once(run, "exit")) as [number | null];
  return code === 0;
}

/**
 * For the benchmark `session`: starts sessions at a mock, in the real sandbox and in turn as a plain child, until the first
 * word of an answer, and prints the milliseconds of each part as JSON.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainChildSandbox } from "../src/demo/plain-child.ts";
import type { OpenSandbox } from "../src/main/session/sandbox.ts";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { createSessionManager } from "../src/main/session/session-manager.ts";
import type { SessionServices } from "../src/main/session/session-services.ts";
import { signedInApp } from "./signed-in-app.ts";

interface Parts {
  readonly credentials: number;
  readonly sandbox: number;
  readonly worker: number;
  readonly bedrock: number;
}

const [mockUrl = "", controlUrl = "", policy = "", roundsWanted = ""] = process.argv.slice(2);
const script = fileURLToPath(new URL("../dist/worker/session-worker.mjs", import.meta.url));
if (!existsSync(script)) throw new Error("The worker is not built: run pnpm build");
const openPlain: OpenSandbox = () => Promise.resolve({ status: "ready", sandbox: plainChildSandbox() });

const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
try {
  const settings = { openSandbox: openSandboxRuntime, worker: { program: process.execPath, script } };
  const { sso, session } = await signedInApp({ mockUrl, controlUrl, policy, folder, settings });
  const plain = { ...session, settings: { ...session.settings, openSandbox: openPlain } };
  const figures = { refresh: [] as number[], sandboxed: [] as Parts[], plain: [] as Parts[] };
  for (let round = -3; round < Number(roundsWanted); round += 1) {
    const refresh = await timed(() => sso.keeper.accessToken({ force: true }));
    const [sandboxed, beside] = [await firstWord(session), await firstWord(plain)];
    if (round < 0) continue;
    figures.refresh.push(refresh);
    figures.sandboxed.push(sandboxed);
    figures.plain.push(beside);
  }
  process.stdout.write(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One session from its start to the first word that arrives. */
async function firstWord(services: SessionServices): Promise<Parts> {
  const at: Record<string, number> = {};
  const manager = createSessionManager(services, {
    onState(state) {
      at[state.state === "starting" ? state.step : state.state] ??= performance.now();
    },
  });
  const started = await manager.start();
  if (started.state !== "running") throw new Error(`a start ended as ${JSON.stringify(started)}`);
  const asked = performance.now();
  let heard: number | undefined;
  const answer = await manager.ask("In one sentence: what is a latchkey?", {
    onText: () => (heard ??= performance.now()),
  });
  if (answer.status !== "answered" || heard === undefined) throw new Error("no answer came");
  await manager.end();
  const { credentials = 0, sandbox = 0, program = 0, running = 0 } = at;
  return {
    credentials: sandbox - credentials,
    sandbox: program - sandbox,
    worker: running - program,
    bedrock: heard - asked,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

import { temporaryDirectory } from "@latchkey/test-kit";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { OpenSandbox } from "../src/main/session/sandbox.ts";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { firstOutput, processesIn, processesWith } from "./support/processes.ts";
import { rehearse } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { PLAIN, sessionFolders, sessionRig, spied } from "./support/session-rig.ts";
import type { Held } from "./support/session-series-program.ts";

const API_KEY = "ABSKdGVzdC1kYXRhOm5vdC1hLXJlYWwta2V5";
const SLOWLY = { timeout: 20_000 };

afterEach(() => {
  vi.unstubAllEnvs();
});

async function appWith(openSandbox: OpenSandbox = openSandboxRuntime): Promise<Rehearsal> {
  const Statement = { Effect: "Allow" as const, Action: "bedrock:*", Resource: "*" };
  const key = { apiKey: API_KEY, accountId: "111122223333", userName: "BedrockAPIKey-abcd" };
  const app = await rehearse(
    { ...PLAIN, openSandbox },
    { bedrockApiKeys: [{ ...key, inlinePolicy: { Statement } }] },
  );
  onTestFinished(() => app[Symbol.asyncDispose]());
  return app;
}

const program = (name: string): string => fileURLToPath(new URL(`./support/${name}.ts`, import.meta.url));

describe("killing, with a session that runs,", () => {
  it.each(["the worker", "bubblewrap"])(
    "%s ends the session and leaves no process and no folder",
    async (what) => {
      const spy = spied(openSandboxRuntime);
      const app = await appWith(spy.openSandbox);
      await app.signInOnce();
      const rig = await sessionRig(app);
      onTestFinished(() => rig.manager.quit());
      expect(await rig.manager.start()).toMatchObject({ state: "running", sandbox: "sandbox-runtime" });
      const [child] = spy.processes;
      const [folder = ""] = spy.folders;
      const inFolder = processesIn(folder);
      expect(inFolder.length).toBeGreaterThan(1);
      const pid = what === "bubblewrap" ? (child?.pid ?? 0) : Math.max(...inFolder);
      process.kill(pid, "SIGKILL");
      await vi.waitFor(() => expect(rig.names().at(-1)).toBe("ended program-ended"), SLOWLY);
      await rig.manager.end();
      await vi.waitFor(() => expect(processesIn(folder)).toEqual([]), SLOWLY);
      expect(processesWith(folder)).toEqual([]);
      expect(sessionFolders()).toEqual([]);
      expect(rig.machine.pending).toBe(0);
    },
  );

  it("the app leaves no process, and its next start removes its folders", async () => {
    const app = await appWith();
    const [data, temporary] = [temporaryDirectory(), temporaryDirectory()];
    onTestFinished(() => {
      data[Symbol.dispose]();
      temporary[Symbol.dispose]();
    });
    const words = [program("session-app-program"), data.path, app.mock.bedrockUrl, API_KEY];
    const child = spawn(process.execPath, words, {
      env: { PATH: process.env["PATH"], TMPDIR: temporary.path },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    expect(await firstOutput(child)).toBe("answered\n");
    const folders = readdirSync(temporary.path).filter((name) => name.startsWith("latchkey-session-"));
    expect(folders.length).toBeGreaterThan(0);
    expect(processesWith(temporary.path).length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await once(child, "exit");
    await vi.waitFor(() => expect(processesWith(temporary.path)).toEqual([]), SLOWLY);
    vi.stubEnv("TMPDIR", temporary.path);
    await app.start();
    expect(readdirSync(temporary.path)).toEqual([]);
    expect(app.log.some((line) => line.includes("what killed apps left"))).toBe(true);
  });
});

describe("fifty sessions in a row", () => {
  it("grow neither memory, descriptors, handles nor temporary files", { timeout: 240_000 }, async () => {
    const app = await appWith();
    const [data, temporary] = [temporaryDirectory(), temporaryDirectory()];
    onTestFinished(() => {
      data[Symbol.dispose]();
      temporary[Symbol.dispose]();
    });
    const series = [program("session-series-program"), data.path, app.mock.bedrockUrl, API_KEY, "10", "50"];
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", ...series], {
      env: { PATH: process.env["PATH"], TMPDIR: temporary.path },
    });
    const [before, after] = JSON.parse(stdout) as [Held, Held];
    expect(app.mock.requests({ operation: "ConverseStream" })).toHaveLength(60);
    expect(after.temporary).toEqual([]);
    expect(after.resources.toSorted()).toEqual(before.resources.toSorted());
    expect(after.descriptors).toBe(before.descriptors);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(2 * 1024 * 1024);
  });
});

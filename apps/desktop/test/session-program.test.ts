import { once } from "node:events";
import { existsSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import type { OpenSandbox, SandboxCommand, SandboxedProcess } from "../src/main/session/sandbox.ts";
import { firstOutput, isRunning } from "./support/processes.ts";
import { openPlain, refuseLeftFolders, sessionRig, signedIn, spied } from "./support/session-rig.ts";

beforeEach(refuseLeftFolders);

/** Gives out programs that have ended already. */
const openTooLate: OpenSandbox = async (options) => {
  const opened = await openPlain(options);
  if (opened.status !== "ready") return opened;
  const { sandbox } = opened;
  const spawn = async (command: SandboxCommand): Promise<SandboxedProcess> => {
    const child = await sandbox.spawn(command);
    await once(child, "exit");
    return child;
  };
  return { status: "ready", sandbox: { ...sandbox, spawn } };
};

describe("a program of the team's own", () => {
  it("gets the session's environment, and its end ends the session", async () => {
    const app = await signedIn();
    const { manager, names } = await sessionRig(app);
    const started = await manager.runInSession({
      program: "/bin/sh",
      arguments: [
        "-c",
        'read _; printf "%s %s %s" "$AWS_REGION" "$LATCHKEY_MODEL_ID" "${AWS_SESSION_TOKEN:+set}"',
      ],
    });
    if (started.state !== "running") throw new Error(started.state);
    expect(started).toMatchObject({ program: "own", endsSoon: false });
    await expect(manager.ask("Hello?")).rejects.toThrow(/our worker/);
    let printed = "";
    started.process.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    started.process.stdin.end("\n");
    await once(started.process, "close");
    expect(printed).toBe("us-west-2 us.anthropic.claude-sonnet-4-20250514-v1:0 set");
    await expect.poll(() => names().at(-1)).toBe("ended program-ended");
    await manager.end();
  });

  it("that is ended while it starts never runs", async () => {
    const app = await signedIn();
    const spy = spied(openPlain, () => void rig.manager.end());
    const rig = await sessionRig(app, { app: { openSandbox: spy.openSandbox } });
    const program = { program: "/bin/sleep", arguments: ["600"] };
    expect(await rig.manager.runInSession(program)).toMatchObject({ state: "ended", reason: "by-user" });
    expect(rig.names()).not.toContain("running");
    expect(spy.processes.filter(({ pid }) => isRunning(pid ?? 0))).toEqual([]);
  });

  it("that is gone before anybody looks ends the session", async () => {
    const app = await signedIn();
    const { manager } = await sessionRig(app, { app: { openSandbox: openTooLate } });
    expect(await manager.runInSession({ program: "/bin/true" })).toMatchObject({
      state: "ended",
      reason: "program-ended",
    });
    await manager.end();
  });

  it("that does not exist ends the session", async () => {
    const app = await signedIn();
    const { manager, names } = await sessionRig(app);
    await manager.runInSession({ program: "/nowhere/agent" });
    await expect.poll(() => names().at(-1)).toBe("ended program-ended");
    await manager.end();
  });

  it("ends with the session, with everything that it started", async () => {
    const app = await signedIn();
    const spy = spied();
    const { manager } = await sessionRig(app, { app: { openSandbox: spy.openSandbox } });
    const started = await manager.runInSession({
      program: "/bin/sh",
      arguments: ["-c", "sleep 600 & echo $!; wait"],
    });
    if (started.state !== "running") throw new Error(started.state);
    const pids = [started.process.pid ?? 0, Number(await firstOutput(started.process))];
    expect(pids.map(isRunning)).toEqual([true, true]);
    await manager.end();
    await expect.poll(() => pids.map(isRunning)).toEqual([false, false]);
    expect(spy.folders.map((path) => existsSync(path))).toEqual([false]);
  });
});

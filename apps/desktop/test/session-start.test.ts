import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { OpenSandbox } from "../src/main/session/sandbox.ts";
import { isRunning } from "./support/processes.ts";
import { rehearse } from "./support/rehearsal.ts";
import {
  openPlain,
  PLAIN,
  refuseLeftFolders,
  sessionFolders,
  sessionRig,
  signedIn,
  spied,
} from "./support/session-rig.ts";
import { watchTimers } from "./support/timer-watch.ts";

const HOUR = 3_600_000;

beforeEach(refuseLeftFolders);

const openNothing: OpenSandbox = () =>
  Promise.resolve({ status: "unavailable", message: "it needs bubblewrap" });

describe("a start that is ended", () => {
  const moments = ["starting credentials", "starting sandbox", "starting program"];

  it.each(moments)("at %s leaves no process, folder or timer", async (moment) => {
    const app = await signedIn();
    using timers = watchTimers();
    const spy = spied();
    const rig = await sessionRig(app, { app: { openSandbox: spy.openSandbox } });
    const starting = rig.manager.start();
    await vi.waitFor(() => expect(rig.names().at(-1)).toBe(moment), {
      interval: 0,
      timeout: 15_000,
    });
    await rig.manager.end();
    expect(await starting).toEqual({ state: "ended", mode: "aws-sso", reason: "by-user" });
    expect(rig.names().at(-1)).toBe("ended by-user");
    expect(sessionFolders()).toEqual([]);
    expect(spy.processes).toHaveLength(moment === "starting program" ? 1 : 0);
    expect(spy.processes.filter(({ pid }) => isRunning(pid ?? 0))).toEqual([]);
    expect(rig.machine.pending).toBe(0);
    await expect.poll(() => timers.open()).toEqual([]);
  });

  it("while the sandbox opens closes it, and starts nothing in it", async () => {
    const app = await signedIn();
    const spy = spied();
    const closed = vi.fn<() => void>();
    const openSandbox: OpenSandbox = async (options) => {
      void rig.manager.end();
      const opened = await spy.openSandbox(options);
      if (opened.status !== "ready") return opened;
      const { sandbox } = opened;
      const close = async (): Promise<void> => {
        await sandbox.close();
        closed();
      };
      return { status: "ready", sandbox: { ...sandbox, close } };
    };
    const rig = await sessionRig(app, { app: { openSandbox } });
    expect(await rig.manager.start()).toMatchObject({ state: "ended", reason: "by-user" });
    expect(closed).toHaveBeenCalledOnce();
    expect(spy.processes).toEqual([]);
  });

  it("while the sign-in is being refreshed is over at once, and the refresh is kept", async () => {
    const app = await signedIn();
    app.clock.advance(2 * HOUR);
    app.mock.faults.add({ operation: "CreateToken", kind: "delay", ms: 1_500 });
    const rig = await sessionRig(app);
    const before = app.mock.requests({ operation: "CreateToken" }).length;
    const starting = rig.manager.start();
    await expect.poll(() => app.mock.requests({ operation: "CreateToken" }).length).toBeGreaterThan(before);
    await rig.manager.end();
    expect((await starting).state).toBe("ended");
    // The refresh's answer is not there yet.
    const read = await (await app.services()).store.read();
    expect(read.status === "found" && read.signIn.tokens.expiresAt.getTime()).toBeLessThan(app.clock.now());
    expect(app.mock.requests({ operation: "GetRoleCredentials" })).toEqual([]);
    const minted = await rig.services.issue();
    expect(minted.status).toBe("issued");
    expect(app.mock.requests({ operation: "CreateToken" })).toHaveLength(before + 1);
  });

  it("by an abort of its caller, also one that came before", async () => {
    const app = await signedIn();
    const { manager } = await sessionRig(app);
    expect(await manager.start({ signal: AbortSignal.abort() })).toMatchObject({ reason: "by-user" });
    const controller = new AbortController();
    const starting = manager.start({ signal: controller.signal });
    controller.abort();
    expect(await starting).toMatchObject({ state: "ended", reason: "by-user" });
    expect(app.mock.requests({ operation: "GetRoleCredentials" })).toEqual([]);
  });

  it("by the app's end says so", async () => {
    const app = await signedIn();
    const { manager } = await sessionRig(app);
    const starting = manager.start();
    await manager.quit();
    expect(await starting).toMatchObject({ state: "ended", reason: "app-quit" });
  });
});

describe("a session does not start", () => {
  it("without a sandbox, and says what is missing", async () => {
    const app = await signedIn();
    const { manager } = await sessionRig(app, { app: { openSandbox: openNothing } });
    expect(await manager.start()).toEqual({
      state: "not-started",
      mode: "aws-sso",
      failure: { status: "sandbox-unavailable", message: "it needs bubblewrap" },
    });
  });

  it("when the sandbox fails to open, and the next one does", async () => {
    const app = await signedIn();
    let isBroken = true;
    const openSandbox: OpenSandbox = (options) =>
      isBroken ? Promise.reject(new Error("no namespaces")) : openPlain(options);
    const rig = await sessionRig(app, { app: { openSandbox } });
    onTestFinished(() => rig.manager.quit());
    await expect(rig.manager.start()).rejects.toThrow("no namespaces");
    expect(rig.manager.state()).toMatchObject({ failure: { status: "failed" } });
    isBroken = false;
    expect((await rig.manager.start()).state).toBe("running");
  });

  it("when the worker is none", async () => {
    const app = await signedIn();
    const worker = { program: "/bin/false", script: "unused" };
    const { manager } = await sessionRig(app, { app: { worker } });
    expect(await manager.start()).toMatchObject({ failure: { status: "sandbox-unavailable" } });
  });

  it("when the sandbox's program gives up, and says what it complained of, and nothing else", async () => {
    const app = await signedIn();
    const folder = temporaryDirectory();
    onTestFinished(() => folder[Symbol.dispose]());
    const script = join(folder.path, "worker");
    // Long, and with the secrets of the environment before and after it.
    const noise = "env; head -c 9000 /dev/zero | tr '\\0' x; echo";
    writeFileSync(script, `{ ${noise}; echo "bwrap: Can't find source path /nowhere"; env; } >&2; exit 1`);
    const { manager } = await sessionRig(app, { app: { worker: { program: "/bin/sh", script } } });
    expect(await manager.start()).toMatchObject({
      failure: {
        status: "sandbox-unavailable",
        message: "the worker ended before it was ready: bwrap: Can't find source path /nowhere",
      },
    });
  });

  it("when the program of a worker does not exist", async () => {
    const app = await signedIn();
    const worker = { program: "/nowhere/node", script: "unused" };
    const spy = spied();
    const { manager } = await sessionRig(app, { app: { worker, openSandbox: spy.openSandbox } });
    expect(await manager.start()).toMatchObject({ failure: { status: "sandbox-unavailable" } });
    // Without a listener, the child's error event would end the app.
    expect(spy.processes.map((child) => child.listenerCount("error"))).toEqual([1]);
  });

  it("without a sign-in, or while Identity Center is away, and keeps the sign-in then", async () => {
    const nobody = await rehearse(PLAIN);
    onTestFinished(() => nobody[Symbol.asyncDispose]());
    const none = await sessionRig(nobody);
    expect(await none.manager.start()).toMatchObject({
      failure: { status: "sign-in-needed", reason: "first-use" },
    });
    const app = await signedIn();
    app.mock.faults.add({
      operation: "GetRoleCredentials",
      kind: "error",
      status: 503,
      error: "ServiceUnavailableException",
      times: Infinity,
    });
    const { manager } = await sessionRig(app);
    const result = await manager.start();
    const requestId = app.mock.requests({ operation: "GetRoleCredentials" }).at(-1)?.requestId;
    expect(result).toEqual({
      state: "not-started",
      mode: "aws-sso",
      failure: { status: "unavailable", requestId },
    });
    expect((await (await app.services()).store.read()).status).toBe("found");
  });
});

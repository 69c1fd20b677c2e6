import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { plainChildSandbox } from "../src/demo/plain-child.ts";
import type { OpenSandbox, SandboxedProcess } from "../src/main/session/sandbox.ts";
import { signOut } from "../src/main/sign-out.ts";
import { fakeBedrock } from "./support/fake-bedrock.ts";
import type { Respond } from "./support/fake-bedrock.ts";
import { isRunning } from "./support/processes.ts";
import { rehearse } from "./support/rehearsal.ts";
import type { Rehearsal, RehearsalWorld } from "./support/rehearsal.ts";
import { openPlain, PLAIN, sessionFolders, sessionRig } from "./support/session-rig.ts";
import type { SessionRig } from "./support/session-rig.ts";
import { watchTimers } from "./support/timer-watch.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const closing: (() => PromiseLike<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  expect(sessionFolders()).toEqual([]);
});

async function signedIn(world: RehearsalWorld = {}): Promise<Rehearsal> {
  const app = await rehearse(PLAIN, world);
  closing.push(() => app[Symbol.asyncDispose]());
  await app.signInOnce();
  return app;
}

interface Spawned {
  readonly openSandbox: OpenSandbox;
  readonly processes: SandboxedProcess[];
  readonly folders: string[];
}

/** A plain child whose processes and folder a test can see. */
function spied(): Spawned {
  const processes: SandboxedProcess[] = [];
  const folders: string[] = [];
  const openSandbox: OpenSandbox = () => {
    const sandbox = plainChildSandbox();
    return Promise.resolve({
      status: "ready",
      sandbox: {
        ...sandbox,
        async spawn(command) {
          const child = await sandbox.spawn(command);
          processes.push(child);
          folders.push(command.workingFolder);
          return child;
        },
      },
    });
  };
  return { openSandbox, processes, folders };
}

async function running(app: Rehearsal, changes: Parameters<typeof sessionRig>[1] = {}): Promise<SessionRig> {
  const rig = await sessionRig(app, changes);
  closing.push(() => rig.manager.quit());
  expect((await rig.manager.start()).state).toBe("running");
  return rig;
}

/** A session whose Bedrock a test writes by hand. */
async function runningWith(respond: Respond): Promise<SessionRig & { readonly app: Rehearsal }> {
  const bedrock = await fakeBedrock(respond);
  closing.push(() => bedrock[Symbol.asyncDispose]());
  const app = await signedIn();
  const { endpoints } = app.settings;
  if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
  const rig = await running(app, { app: { endpoints: { ...endpoints, bedrock: bedrock.url } } });
  return { ...rig, app };
}

describe("a session that runs", () => {
  it("counts the remaining time by AWS's clock, and warns 15 minutes before the end", async () => {
    const app = await signedIn();
    const { manager, names, machine } = await running(app);
    const first = manager.state();
    if (first.state !== "running") throw new Error(first.state);
    expect(first).toMatchObject({ mode: "aws-sso", program: "worker", sandbox: "none", endsSoon: false });
    expect(first).not.toHaveProperty("shortLived");
    expect(Math.abs((first.remainingMs ?? 0) - 8 * HOUR)).toBeLessThan(MINUTE);
    app.clock.advance(HOUR);
    expect(manager.state()).toMatchObject({ remainingMs: expect.any(Number), endsSoon: false });
    app.clock.advance(7 * HOUR - 14 * MINUTE);
    await machine.advance(30_000);
    expect(names().at(-1)).toBe("running ends-soon");
    app.clock.advance(14 * MINUTE);
    await machine.advance(30_000);
    expect(names().at(-1)).toBe("ended expired");
    expect(machine.pending).toBe(0);
  });

  it("judges its end by AWS's clock when this machine's is four minutes off", async () => {
    const app = await signedIn();
    const clock = { ...app.clock, now: () => app.clock.now() + 4 * MINUTE };
    const { manager } = await running(app, { app: { clock } });
    const state = manager.state();
    expect(state.state === "running" && Math.abs((state.remainingMs ?? 0) - 8 * HOUR)).toBeLessThan(MINUTE);
  });

  it("hints at a permission set that is too short, and warns at once when it is shorter than the warning", async () => {
    const app = await signedIn({ sessionSeconds: 3600 });
    const { manager, states } = await running(app);
    expect(manager.state()).toMatchObject({
      shortLived: { roleName: "BedrockInference", lifetimeMinutes: 60 },
    });
    expect(JSON.stringify(states)).not.toMatch(/secret|token"/i);
  });

  it("is the only one: another start is told so, and does not touch it", async () => {
    const app = await signedIn();
    const rig = await sessionRig(app);
    closing.push(() => rig.manager.quit());
    const both = await Promise.all([rig.manager.start(), rig.manager.start()]);
    expect(both.map(({ state }) => state)).toEqual(["running", "busy"]);
    expect(await rig.manager.runInSession({ program: "/bin/true" })).toEqual({ state: "busy" });
    expect((await rig.manager.ask("Hello?")).status).toBe("answered");
  });

  it("calls the model that was chosen, and refuses one that the policy does not list", async () => {
    const app = await signedIn();
    const { manager } = await sessionRig(app);
    await expect(manager.start({ modelId: "another.model" })).rejects.toThrow(/inferenceModels/);
    expect(manager.state()).toEqual({ state: "idle" });
  });

  it("can be followed by another one", async () => {
    const app = await signedIn();
    const { manager, names } = await running(app);
    void manager.end();
    expect((await manager.start()).state).toBe("running");
    expect(sessionFolders()).toHaveLength(1);
    expect(names().filter((name) => name === "running")).toHaveLength(2);
  });
});

describe("a session ends", () => {
  it("at the end of its credentials, also when the machine slept through it", async () => {
    const app = await signedIn();
    const { manager } = await running(app);
    app.clock.advance(9 * HOUR);
    expect(await manager.ask("Good morning")).toMatchObject({
      status: "session-ended",
      ended: { reason: "expired" },
    });
    expect(app.mock.requests({ operation: "ConverseStream" })).toEqual([]);
  });

  it("at once when the machine wakes up", async () => {
    const app = await signedIn();
    const { manager, names } = await running(app);
    app.clock.advance(9 * HOUR);
    manager.wake();
    expect(names().at(-1)).toBe("ended expired");
  });

  it.each<[string, (answer: Parameters<Respond>[0]) => void]>([
    ["an exception", (answer) => answer.exception("expiredTokenException")],
    ["an error frame", (answer) => answer.error("ExpiredTokenException")],
  ])("when %s in the middle of an answer says that the credentials have ended", async (_, fail) => {
    const { manager, names } = await runningWith((answer) => {
      answer.text("Half an");
      fail(answer);
    });
    const seen: string[] = [];
    const answer = await manager.ask("Hello?", { onText: (text) => seen.push(text) });
    expect(seen).toEqual(["Half an"]);
    expect(answer).toMatchObject({ status: "session-ended", ended: { reason: "expired" } });
    expect(names().at(-1)).toBe("ended expired");
  });

  it("after an answer that was under way at the end of its credentials, if it comes within a minute", async () => {
    const pending = Promise.withResolvers<Parameters<Respond>[0]>();
    const { manager, machine, app, names } = await runningWith((answer) => {
      answer.text("Half an");
      pending.resolve(answer);
    });
    const asked = manager.ask("Hello?");
    const answer = await pending.promise;
    app.clock.advance(9 * HOUR);
    await machine.advance(30_000);
    expect(manager.state()).toMatchObject({ state: "running", remainingMs: 0 });
    answer.text(" answer");
    answer.stop();
    expect(await asked).toMatchObject({ status: "answered", text: "Half an answer" });
    await vi.waitFor(() => expect(names().at(-1)).toBe("ended expired"));
    expect(machine.pending).toBe(0);
  });

  it("a minute after the end of its credentials, with the answer that still was not there", async () => {
    const arrived = Promise.withResolvers<void>();
    const { manager, machine, app } = await runningWith((answer) => {
      answer.text("Half an");
      arrived.resolve();
    });
    const asked = manager.ask("Hello?");
    await arrived.promise;
    app.clock.advance(9 * HOUR);
    await machine.advance(30_000);
    await machine.advance(MINUTE);
    expect(await asked).toMatchObject({ status: "session-ended", ended: { reason: "expired" } });
    expect(machine.pending).toBe(0);
  });

  it("when its worker crashes, with or without an answer under way", async () => {
    for (const isAsked of [true, false]) {
      const app = await signedIn();
      const spy = spied();
      const { manager, names } = await running(app, { app: { openSandbox: spy.openSandbox } });
      app.mock.faults.add({ operation: "ConverseStream", kind: "stall" });
      const asked = isAsked ? manager.ask("Hello?") : undefined;
      const [worker] = spy.processes;
      if (isAsked) {
        await vi.waitFor(() =>
          expect(app.mock.requests({ operation: "ConverseStream" })).not.toEqual([]),
        );
      }
      worker?.kill("SIGKILL");
      if (asked !== undefined) {
        expect(await asked).toMatchObject({
          status: "session-ended",
          ended: { reason: "program-ended" },
        });
      }
      await vi.waitFor(() => expect(names().at(-1)).toBe("ended program-ended"));
      await manager.end();
      expect(names().filter((name) => name.startsWith("ended"))).toEqual(["ended program-ended"]);
    }
  });

  it("when the person signs out, before the sign-in is gone", async () => {
    const app = await signedIn();
    const services = await app.services();
    const { manager, names } = await running(app);
    const still = await signOut(services.keeper, manager);
    expect(names().at(-1)).toBe("ended signed-out");
    expect(still.portalSession).toBe("ended");
    expect((await services.store.read()).status).toBe("absent");
  });

  it("when the app quits, and none starts any more", async () => {
    const app = await signedIn();
    const { manager, names } = await running(app);
    await manager.quit();
    expect(names().at(-1)).toBe("ended app-quit");
    await expect(manager.start()).rejects.toThrow(/quitting/);
  });
});

describe("a start that is ended", () => {
  const moments = ["starting credentials", "starting sandbox", "starting program"];

  it.each(moments)("at %s leaves no process, folder or timer", async (moment) => {
    const app = await signedIn();
    using timers = watchTimers();
    const spy = spied();
    const rig = await sessionRig(app, { app: { openSandbox: spy.openSandbox } });
    const starting = rig.manager.start();
    await vi.waitFor(() => expect(rig.names().at(-1)).toBe(moment), { interval: 0 });
    await rig.manager.end();
    expect(await starting).toEqual({ state: "ended", mode: "aws-sso", reason: "by-user" });
    expect(rig.names().at(-1)).toBe("ended by-user");
    expect(sessionFolders()).toEqual([]);
    expect(spy.processes.filter(({ pid }) => isRunning(pid ?? 0))).toEqual([]);
    expect(rig.machine.pending).toBe(0);
    await vi.waitFor(() => expect(timers.open()).toEqual([]));
  });

  it("while the sign-in is being refreshed is over at once, and the refresh is kept", async () => {
    const app = await signedIn();
    app.clock.advance(2 * HOUR);
    app.mock.faults.add({ operation: "CreateToken", kind: "delay", ms: 300 });
    const rig = await sessionRig(app);
    const before = app.mock.requests({ operation: "CreateToken" }).length;
    const starting = rig.manager.start();
    await vi.waitFor(() =>
      expect(app.mock.requests({ operation: "CreateToken" }).length).toBeGreaterThan(before),
    );
    await rig.manager.end();
    expect((await starting).state).toBe("ended");
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
    const openSandbox: OpenSandbox = () =>
      Promise.resolve({ status: "unavailable", message: "it needs bubblewrap" });
    const { manager } = await sessionRig(app, { app: { openSandbox } });
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
    closing.push(() => rig.manager.quit());
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

  it("when the program of a worker does not exist", async () => {
    const app = await signedIn();
    const worker = { program: "/nowhere/node", script: "unused" };
    const { manager } = await sessionRig(app, { app: { worker } });
    expect(await manager.start()).toMatchObject({ failure: { status: "sandbox-unavailable" } });
  });

  it("without a sign-in, or while Identity Center is away, and keeps the sign-in then", async () => {
    const nobody = await rehearse(PLAIN);
    closing.push(() => nobody[Symbol.asyncDispose]());
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

describe("a program of the team's own", () => {
  it("gets the session's environment, and its end ends the session", async () => {
    const app = await signedIn();
    const { manager, names } = await sessionRig(app);
    const started = await manager.runInSession({
      program: "/bin/sh",
      arguments: ["-c", 'read _; printf "%s %s %s" "$AWS_REGION" "$LATCHKEY_MODEL_ID" "${AWS_SESSION_TOKEN:+set}"'],
    });
    if (started.state !== "running") throw new Error(started.state);
    expect(started).toMatchObject({ program: "own", endsSoon: false });
    await expect(manager.ask("Hello?")).rejects.toThrow(/our worker/);
    let printed = "";
    started.process.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    started.process.stdin.end("\n");
    await once(started.process, "close");
    expect(printed).toBe("us-west-2 us.anthropic.claude-sonnet-4-20250514-v1:0 set");
    await vi.waitFor(() => expect(names().at(-1)).toBe("ended program-ended"));
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
    const [line] = (await once(started.process.stdout, "data")) as [Buffer];
    const pids = [started.process.pid ?? 0, Number(line.toString())];
    expect(pids.map(isRunning)).toEqual([true, true]);
    await manager.end();
    await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]));
    expect(spy.folders.map((path) => existsSync(path))).toEqual([false]);
  });
});

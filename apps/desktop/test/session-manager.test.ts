import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { OpenSandbox } from "../src/main/session/sandbox.ts";
import { answerText } from "../src/main/session/session-text.ts";
import { signOut } from "../src/main/sign-out.ts";
import { fakeBedrock } from "./support/fake-bedrock.ts";
import type { Respond } from "./support/fake-bedrock.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import {
  openPlain,
  refuseLeftFolders,
  running,
  sessionFolders,
  sessionRig,
  signedIn,
  spied,
} from "./support/session-rig.ts";
import type { SessionRig } from "./support/session-rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(refuseLeftFolders);

/** A session whose Bedrock a test writes by hand. */
async function runningWith(
  respond: Respond,
  openSandbox: OpenSandbox = openPlain,
): Promise<SessionRig & { readonly app: Rehearsal }> {
  const bedrock = await fakeBedrock(respond);
  onTestFinished(() => bedrock[Symbol.asyncDispose]());
  const app = await signedIn();
  const { endpoints } = app.settings;
  if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
  const changes = { openSandbox, endpoints: { ...endpoints, bedrock: bedrock.url } };
  return { ...(await running(app, { app: changes })), app };
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

  it("warns from its beginning when its credentials last less than 15 minutes, and ends with them", async () => {
    const app = await signedIn();
    const { services } = await sessionRig(app);
    const rig = await running(app, { services: { now: () => services.now() + 8 * HOUR - 10 * MINUTE } });
    expect(rig.names().slice(3)).toEqual(["running ends-soon"]);
    app.clock.advance(10 * MINUTE);
    await rig.machine.advance(30_000);
    expect(rig.names().slice(3)).toEqual(["running ends-soon", "ended expired"]);
  });

  it("that has no time left when it runs ends at once", async () => {
    const app = await signedIn();
    const { services } = await sessionRig(app);
    const rig = await sessionRig(app, { services: { now: () => services.now() + 9 * HOUR } });
    expect(await rig.manager.start()).toMatchObject({ state: "ended", reason: "expired" });
    await rig.manager.end();
    expect(rig.machine.pending).toBe(0);
  });

  it("hints at a permission set that is too short for a working day", async () => {
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
    onTestFinished(() => rig.manager.quit());
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
    expect(answerText(answer as never, { mode: "aws-sso" })).toMatch(
      /^This session has ended\. Start a new one/,
    );
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
    await expect.poll(() => names().at(-1)).toBe("ended expired");
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

  it("when its worker crashes", async () => {
    const app = await signedIn();
    const spy = spied();
    const { manager, names } = await running(app, { app: { openSandbox: spy.openSandbox } });
    spy.processes[0]?.kill("SIGKILL");
    await expect.poll(() => names().at(-1)).toBe("ended program-ended");
    await manager.end();
    expect(names().filter((name) => name.startsWith("ended"))).toEqual(["ended program-ended"]);
  });

  it("when its worker crashes during an answer", async () => {
    const spy = spied();
    const arrived = Promise.withResolvers<void>();
    const { manager, names } = await runningWith(() => arrived.resolve(), spy.openSandbox);
    const asked = manager.ask("Hello?");
    await arrived.promise;
    spy.processes[0]?.kill("SIGKILL");
    expect(await asked).toMatchObject({ status: "session-ended", ended: { reason: "program-ended" } });
    expect(names().filter((name) => name.startsWith("ended"))).toEqual(["ended program-ended"]);
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

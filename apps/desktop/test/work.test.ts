/** Cowork as its window sees it, against the mock: prompts, answers, and what becomes of them with the session. */
import { beforeEach, describe, expect, it } from "vitest";
import { NotNow } from "../src/main/shell/ipc.ts";
import type { OpenSandbox } from "../src/main/session/sandbox.ts";
import { nameOf, signInAt, workOf, worksOf } from "./support/desk.ts";
import { isRunning } from "./support/processes.ts";
import { POLICY } from "./support/rehearsal.ts";
import { openPlain, refuseLeftFolders, sessionFolders, signedIn, spied } from "./support/session-rig.ts";
import { answerAtOnce, heldAnswers, workRig } from "./support/work-rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MODEL = POLICY.inferenceModels[0];

beforeEach(refuseLeftFolders);

const brokenSandbox: OpenSandbox = () => Promise.reject(new RangeError("planted-detail"));

describe("a prompt", () => {
  it("starts a session, streams its answer, and shows every step to a window that only listens", async () => {
    const { respond, next } = heldAnswers();
    const { desk, work, untilTurn } = await workRig(respond);
    desk.app.ask({ text: "Which door?" });
    expect(work()).toMatchObject({
      session: { state: "starting", step: "credentials" },
      turns: [
        { from: "person", text: "Which door?" },
        { from: "model", text: "", status: "waiting" },
      ],
      modelId: MODEL,
    });
    const answer = await next();
    expect(work().session).toMatchObject({ state: "running", isAnswering: true, endsSoon: false });
    answer.text("The ");
    await untilTurn("streaming");
    answer.text("left ");
    answer.text("one.");
    answer.stop();
    expect(await untilTurn("answered")).toMatchObject({ text: "The left one." });
    expect(work().session).toMatchObject({ state: "running", isAnswering: false });
    expect(desk.window()).toEqual(desk.app.state);
    const steps = worksOf(desk).map(({ session }) => session.state);
    expect([...new Set(steps)]).toEqual(["idle", "starting", "running"]);
    const statuses = worksOf(desk).flatMap(({ turns }) =>
      turns.flatMap((turn) => (turn.from === "model" ? [turn.status] : [])),
    );
    expect([...new Set(statuses)]).toEqual(["waiting", "streaming", "answered"]);
  });

  it("says until when, by this machine's clock", async () => {
    const { desk, work, untilTurn, app } = await workRig();
    desk.app.ask({ text: "Hello?" });
    await untilTurn("answered");
    const { session } = work();
    const until = session.state === "running" ? session.until?.getTime() : undefined;
    expect(Math.abs((until ?? 0) - app.clock.now() - 8 * HOUR)).toBeLessThan(MINUTE);
  });

  it("goes on in the session that runs, whose worker remembers", async () => {
    const { desk, bedrock, untilTurn, work } = await workRig();
    desk.app.ask({ text: "One?" });
    await untilTurn("answered");
    desk.app.ask({ text: "Two?" });
    await untilTurn("answered");
    expect(bedrock.lastTurns()).toEqual(["user: One?", "assistant: Hello there", "user: Two?"]);
    expect(work().turns).toHaveLength(4);
  });

  it("is refused while another is answered, and so is a model that the policy does not list", async () => {
    const { respond, next } = heldAnswers();
    const { desk, work } = await workRig(respond);
    expect(() => desk.app.ask({ text: "Hello?", modelId: "another.model" })).toThrow(NotNow);
    expect(work().turns).toEqual([]);
    expect(work()).not.toHaveProperty("modelId");
    desk.app.ask({ text: "Hello?" });
    expect(() => desk.app.ask({ text: "Hello?" })).toThrow(NotNow);
    await next();
    expect(() => desk.app.ask({ text: "Hello?" })).toThrow(NotNow);
  });

  it("chooses among the policy's models, which have its labels or their ids", async () => {
    const app = await signedIn();
    const other = "us.anthropic.claude-opus-4-20250514-v1:0";
    app.writePolicy({ ...POLICY, inferenceModels: [MODEL, { name: other, labelOverride: "Opus" }] });
    const { desk, bedrock, work, untilTurn } = await workRig(undefined, {}, app);
    expect(work().models).toEqual([
      { id: MODEL, label: MODEL },
      { id: other, label: "Opus" },
    ]);
    desk.app.ask({ text: "Hello?", modelId: other });
    await untilTurn("answered");
    expect(work().modelId).toBe(other);
    expect(decodeURIComponent(bedrock.requests[0]?.url ?? "")).toContain(other);
  });

  it.each([
    ["model-error", 400, "ValidationException"],
    ["access-denied", 403, "AccessDeniedException"],
  ])("that Bedrock refuses as %s leaves the session usable", async (code, status, name) => {
    const { desk, work, untilTurn } = await workRig((answer, request, index) => {
      if (index === 0) answer.refuse(status, name);
      else answerAtOnce(answer, request, index);
    });
    desk.app.ask({ text: "Hello?" });
    expect(await untilTurn("failed")).toMatchObject({ failure: { code, requestId: "r-1" } });
    expect(work().session).toMatchObject({ state: "running", isAnswering: false });
    desk.app.ask({ text: "Hello?" });
    expect(await untilTurn("answered")).toMatchObject({ text: "Hello there" });
  });
});

describe("text of an answer", () => {
  it("is whole for a window that looks in the middle, and hears the rest: nothing lost, nothing twice", async () => {
    const { respond, next } = heldAnswers();
    const { desk, work, untilTurn } = await workRig(respond);
    desk.app.ask({ text: "Count." });
    const answer = await next();
    answer.text("1 ");
    await untilTurn("streaming");
    const before = desk.states.length;
    for (let look = 0; look < 6; look += 1) {
      for (let number = 2; number <= 8; number += 1) answer.text(`${look * 7 + number} `);
      await expect.poll(() => textOf(work().turns)).toContain(` ${look * 7 + 8} `);
      // Asking told the window that listens what it did not have yet.
      expect(textOf(workOf(desk.window()).turns)).toBe(textOf(work().turns));
    }
    answer.stop();
    await untilTurn("answered");
    expect(textOf(workOf(desk.window()).turns)).toBe(
      Array.from({ length: 43 }, (_, index) => `${index + 1} `).join(""),
    );
    expect(desk.texts.length).toBeGreaterThan(3);
    // Only the end of the answer was worth a whole state.
    expect(desk.states.length - before).toBeLessThanOrEqual(2);
    // Besides the looks at the session's end.
    expect(desk.machine.pending).toBe(1);
  });
});

function textOf(turns: readonly { readonly text: string }[]): string {
  return turns.at(-1)?.text ?? "";
}

describe("stopping", () => {
  it("ends the answer, keeps its text, and leaves the session as it is", async () => {
    const { respond, next } = heldAnswers();
    const { desk, work, untilTurn } = await workRig(respond);
    desk.app.ask({ text: "Hello?" });
    const answer = await next();
    answer.text("Half an");
    await untilTurn("streaming");
    desk.app.stop();
    expect(work().turns.at(-1)).toEqual({ from: "model", text: "Half an", status: "stopped" });
    desk.app.stop();
    await expect.poll(() => work().session).toMatchObject({ state: "running", isAnswering: false });
    expect(() => desk.app.stop()).toThrow(NotNow);
    desk.app.ask({ text: "Again?" });
    const second = await next();
    second.text("Whole.");
    second.stop();
    expect(await untilTurn("answered")).toMatchObject({ text: "Whole." });
    expect(desk.window()).toEqual(desk.app.state);
  });

  it("ends a start; the next prompt starts anew", async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const openSandbox: OpenSandbox = async (options) => {
      reached.resolve();
      await held.promise;
      return openPlain(options);
    };
    const { desk, work, untilTurn } = await workRig(undefined, { settings: { openSandbox } });
    desk.app.ask({ text: "Hello?" });
    await reached.promise;
    desk.app.stop();
    expect(work().turns.at(-1)).toMatchObject({ status: "stopped", text: "" });
    held.resolve();
    await expect.poll(() => work().session.state).toBe("idle");
    expect(sessionFolders()).toEqual([]);
    expect(worksOf(desk).some(({ session }) => session.state === "ended")).toBe(false);
    desk.app.ask({ text: "Hello again?" });
    expect(await untilTurn("answered")).toMatchObject({ text: "Hello there" });
  });
});

describe("a session that does not start", () => {
  it("says why, keeps the prompt as a turn that failed, and is tried again with the next", async () => {
    let isReady = false;
    const openSandbox: OpenSandbox = (options) =>
      isReady
        ? openPlain(options)
        : Promise.resolve({ status: "unavailable", message: "it needs bubblewrap" });
    const { desk, work, untilTurn, untilSession } = await workRig(undefined, { settings: { openSandbox } });
    desk.app.ask({ text: "Hello?" });
    expect(await untilTurn("failed")).toEqual({ from: "model", text: "", status: "failed" });
    expect(await untilSession("not-started")).toEqual({
      state: "not-started",
      failure: { code: "sandbox-unavailable", detail: "it needs bubblewrap" },
    });
    // Both at once: no window showed the one without the other.
    const failed = worksOf(desk).filter(({ session }) => session.state === "not-started");
    expect(failed.length).toBeGreaterThan(0);
    for (const { turns } of failed) expect(turns.at(-1)).toMatchObject({ status: "failed" });
    isReady = true;
    desk.app.ask({ text: "Hello?" });
    await untilTurn("answered");
    expect(work().turns).toHaveLength(4);
  });

  it("for a reason that nobody expected says so, and the log has it", async () => {
    const settings = { openSandbox: brokenSandbox };
    const { desk, app, untilSession, untilTurn } = await workRig(undefined, { settings });
    desk.app.ask({ text: "Hello?" });
    await untilTurn("failed");
    expect(await untilSession("not-started")).toEqual({ state: "not-started", failure: { code: "failed" } });
    expect(app.log.join("")).toContain('"error":"RangeError"');
    expect(app.log.join("")).not.toContain("planted-detail");
  });
});

describe("the end of a session", () => {
  it("is announced 15 minutes before", async () => {
    const { desk, work, app, untilTurn } = await workRig();
    desk.app.ask({ text: "Hello?" });
    await untilTurn("answered");
    const { session } = work();
    app.clock.advance(8 * HOUR - 14 * MINUTE);
    await desk.machine.advance(30_000);
    expect(workOf(desk.window()).session).toMatchObject({ state: "running", endsSoon: true });
    const soon = work().session;
    if (session.state !== "running" || soon.state !== "running") throw new Error("running");
    expect(Math.abs((soon.until?.getTime() ?? 0) - (session.until?.getTime() ?? 0))).toBeLessThan(1_000);
  });

  it("in the middle of an answer keeps the text; then only a new session can be asked", async () => {
    const { respond, next } = heldAnswers();
    const app = await signedIn({ sessionSeconds: 3600 });
    const { desk, work, untilTurn, untilSession } = await workRig(respond, {}, app);
    desk.app.ask({ text: "Hello?" });
    const answer = await next();
    answer.text("Half an");
    await untilTurn("streaming");
    app.clock.advance(HOUR);
    await desk.machine.advance(30_000);
    await desk.machine.advance(MINUTE);
    expect(await untilTurn("failed")).toEqual({
      from: "model",
      text: "Half an",
      status: "failed",
      failure: { code: "session-ended" },
    });
    expect(await untilSession("ended")).toEqual({ state: "ended", reason: "expired", isRenewable: true });
    expect(() => desk.app.ask({ text: "Hello?" })).toThrow(NotNow);
    expect(work().turns).toHaveLength(2);
    await desk.app.newSession();
    expect(desk.window()).toEqual(desk.app.state);
    expect(work()).toEqual({
      session: { state: "idle" },
      turns: [],
      models: [{ id: MODEL, label: MODEL }],
    });
    desk.app.ask({ text: "And now?" });
    const second = await next();
    second.text("Now.");
    second.stop();
    await untilTurn("answered");
  });

  it("that a machine slept through is shown when it wakes up, or to whoever asks first", async () => {
    const app = await signedIn({ sessionSeconds: 3600 });
    const { desk, work, untilTurn } = await workRig(undefined, {}, app);
    desk.app.ask({ text: "Hello?" });
    await untilTurn("answered");
    app.clock.advance(HOUR);
    expect(() => desk.app.ask({ text: "Good morning" })).toThrow(NotNow);
    expect(workOf(desk.window()).session).toMatchObject({ state: "ended", reason: "expired" });
    await desk.app.newSession();
    desk.app.ask({ text: "Good morning" });
    await untilTurn("answered");
    app.clock.advance(HOUR);
    desk.app.wake();
    expect(workOf(desk.window()).session).toMatchObject({ state: "ended", reason: "expired" });
    expect(work().turns).toHaveLength(2);
  });

  it("comes at once with a new session, also in the middle of an answer", async () => {
    const { respond, next } = heldAnswers();
    const spy = spied();
    const { desk, work } = await workRig(respond, { settings: { openSandbox: spy.openSandbox } });
    desk.app.ask({ text: "Hello?" });
    (await next()).text("Half an");
    const before = desk.states.length;
    const ended = desk.app.newSession();
    expect(() => desk.app.ask({ text: "Too soon?" })).toThrow(NotNow);
    await Promise.all([ended, desk.app.newSession()]);
    expect(work()).toMatchObject({ session: { state: "idle" }, turns: [] });
    expect(desk.states.slice(before).map((state) => workOf(state).session.state)).toEqual(
      expect.not.arrayContaining(["ended"]),
    );
    expect(spy.processes.some(({ pid }) => isRunning(pid ?? 0))).toBe(false);
    expect(sessionFolders()).toEqual([]);
  });

  it("is not shown on the way to a new session: a window would offer what is begun already", async () => {
    const { respond, next } = heldAnswers();
    const { desk, work } = await workRig(respond);
    desk.app.ask({ text: "Hello?" });
    const answer = await next();
    answer.text("Hello.");
    answer.stop();
    await expect.poll(() => work().turns.at(-1)).toMatchObject({ status: "answered" });
    const before = desk.states.length;
    await desk.app.newSession();
    expect(desk.states.slice(before).map((state) => workOf(state).session.state)).toEqual(["idle"]);
  });

  it("comes with the app's, which leaves no process, folder or timer, and answers nothing more", async () => {
    const { respond, next } = heldAnswers();
    const spy = spied();
    const { desk } = await workRig(respond, { settings: { openSandbox: spy.openSandbox } });
    desk.app.ask({ text: "Hello?" });
    (await next()).text("Half an");
    const pushes = desk.states.length;
    await desk.app.quit();
    expect(spy.processes).toHaveLength(1);
    expect(spy.processes.some(({ pid }) => isRunning(pid ?? 0))).toBe(false);
    expect(sessionFolders()).toEqual([]);
    expect(desk.machine.pending).toBe(0);
    expect(() => desk.app.ask({ text: "Hello?" })).toThrow(NotNow);
    expect(desk.states.length).toBe(pushes);
  });
});

describe("the sign-in", () => {
  it("goes with a sign-out during an answer, after the session, and so does the conversation", async () => {
    const { respond, next } = heldAnswers();
    const spy = spied();
    const rig = await workRig(respond, { settings: { openSandbox: spy.openSandbox } });
    const { desk, app } = rig;
    desk.app.ask({ text: "Hello?" });
    (await next()).text("Half an");
    await rig.untilTurn("streaming");
    const signingOut = desk.app.signOut();
    expect(() => desk.app.ask({ text: "One more?" })).toThrow(NotNow);
    await expect(desk.app.signOut()).rejects.toThrow(NotNow);
    expect(await signingOut).toMatchObject({
      portalSession: "ended",
      roleCredentialsUntil: expect.any(Date),
    });
    expect(desk.app.state.screen).toMatchObject({ name: "sign-in", signIn: { state: "idle" } });
    expect(spy.processes.some(({ pid }) => isRunning(pid ?? 0))).toBe(false);
    const log = app.log.join("");
    expect(log.indexOf('"signed-out"')).toBeGreaterThan(0);
    expect(log).toContain("session ended");
    await signInAt(desk, app);
    desk.app.continueToCowork();
    expect(rig.work()).toMatchObject({ session: { state: "idle" }, turns: [] });
  });

  it("that is being ended starts no session, however long the portal takes", async () => {
    const { desk, app } = await workRig();
    const stalled = app.mock.faults.add({ operation: "Logout", kind: "stall" });
    const signingOut = desk.app.signOut();
    await expect.poll(() => stalled.used).toBe(1);
    expect(() => desk.app.ask({ text: "One more?" })).toThrow(NotNow);
    await expect(desk.app.newSession()).rejects.toThrow(NotNow);
    expect(await signingOut).toMatchObject({ portalSession: "may-go-on" });
    expect(nameOf(desk.app.state)).toBe("sign-in/idle");
  });

  it("that was revoked is asked for when a session starts; the conversation is there again afterwards", async () => {
    const relaunches: string[] = [];
    const services = { relaunch: () => void relaunches.push("relaunch") };
    const { desk, app, work, untilTurn } = await workRig(undefined, { services });
    for (const { id } of app.mock.sessions()) app.mock.revokeSession(id);
    desk.app.ask({ text: "My long task" });
    await desk.until("sign-in/session-expired");
    expect(() => desk.app.ask({ text: "Hello?" })).toThrow(NotNow);
    await signInAt(desk, app);
    await desk.machine.advance(1_500);
    expect(nameOf(desk.app.state)).toBe("cowork");
    expect(relaunches).toEqual([]);
    expect(work()).toMatchObject({
      session: { state: "idle" },
      turns: [{ text: "My long task" }, { status: "failed", text: "" }],
    });
    desk.app.ask({ text: "My long task" });
    expect(await untilTurn("answered")).toMatchObject({ text: "Hello there" });
  });
});

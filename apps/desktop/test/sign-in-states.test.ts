/** The states of the sign-in page before the click and on the way, as the core reaches them. */
import { describe, expect, it } from "vitest";
import { composeDeviceSignIn } from "../src/main/compose.ts";
import { offerFor } from "../src/main/sign-in/sign-in-state.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { rehearse, USER } from "./support/rehearsal.ts";
import { CODE, FOR, runSignIn } from "./support/run-sign-in.ts";

/** The page's table of states, without `safety`, which is no state: its text stands under every shown code. */
const STATES = [
  "idle", "starting", "code", "waiting", "browser-failed", "slow", "offline", "expired", "denied", "blocked",
  "wrong-account", "config-error", "server-error", "clock-skew", "keychain", "success", "session-expired", "cancelled",
] as const satisfies readonly SignInState["state"][]; // prettier-ignore

type Missing = Exclude<SignInState["state"], (typeof STATES)[number]>;

it("the set of states is the page's table, and nothing else", () => {
  const complete: [Missing] extends [never] ? true : Missing = true;
  expect(complete).toBe(true);
  expect(STATES).toHaveLength(18);
});

describe("before the click", () => {
  it.each(["first-use", "configuration-changed", "unreadable"] as const)("idle: %s", (reason) => {
    expect(offerFor(reason)).toEqual({ state: "idle", reason });
  });

  it("session-expired: a sign-in was there, and has ended", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const signIn = composeDeviceSignIn(services, "session-ended", () => undefined);
    expect(signIn.state).toEqual({ state: "session-expired" });
    expect(app.mock.requests()).toEqual([]);
  });
});

describe("on the way", () => {
  it("starting names the region; code has what a person compares; success names account and role", async () => {
    await using app = await rehearse();
    const { end, states } = await runSignIn(app, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(states).toEqual([
      { state: "starting", region: "us-east-1" },
      { state: "code", ...CODE },
      { state: "success", assignment: "confirmed", ...FOR },
    ]);
    expect(end).toBe(states.at(-1));
  });

  it("waiting after the browser opened, slow two minutes after that, and waiting again when it is opened again", async () => {
    await using app = await rehearse();
    let slowAfter = 0;
    let openedAt = 0;
    const { end, states } = await runSignIn(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "waiting" && openedAt === 0) openedAt = app.clock.now();
      if (state.state === "slow") {
        slowAfter = app.clock.now() - openedAt;
        void signIn.openBrowser().then(() => app.mock.approve(state.userCode, USER));
      }
    });
    expect(states.map(({ state }) => state)).toEqual([
      "starting",
      "code",
      "waiting",
      "slow",
      "waiting",
      "success",
    ]);
    expect(slowAfter).toBeGreaterThanOrEqual(120_000);
    expect(slowAfter).toBeLessThan(130_000);
    expect(end.state).toBe("success");
  });

  it("a code that nobody took to a browser is never slow", async () => {
    await using app = await rehearse();
    const { states } = await runSignIn(app);
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "expired"]);
  });

  it("browser-failed has the address to open by hand", async () => {
    await using app = await rehearse();
    const { states } = await runSignIn(
      app,
      (state, signIn) => {
        if (state.state === "code") void signIn.openBrowser();
        if (state.state === "browser-failed") app.mock.approve(state.userCode, USER);
      },
      { openExternal: () => Promise.reject(new Error("no browser")) },
    );
    expect(states[2]).toEqual({ state: "browser-failed", ...CODE });
  });

  it("offline while nothing answers, with the code and how long it is good; then what was shown before", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "reset", times: 3 });
    const { states } = await runSignIn(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "offline") app.mock.approve(state.userCode, USER);
    });
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "waiting", "offline", "success"]);
    expect(states[3]).toEqual({ state: "offline", ...CODE });
  });

  it("a proxy's page is no answer of Identity Center: offline", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "html", status: 502 });
    const { states } = await runSignIn(app, (state) => {
      if (state.state === "offline") app.mock.approve(state.userCode, USER);
    });
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "offline", "success"]);
  });

  it("server-error with the tries while Identity Center itself fails; the code stays, and a pending answer ends it", async () => {
    await using app = await rehearse();
    app.mock.faults.add({
      operation: "CreateToken",
      kind: "error",
      status: 500,
      error: "server_error",
      times: 2,
    });
    const { states } = await runSignIn(app, (state) => {
      if (state.state === "code" && app.mock.requests({ operation: "CreateToken" }).length > 2) {
        app.mock.approve(state.userCode, USER);
      }
    });
    expect(states.map(({ state }) => state)).toEqual([
      "starting",
      "code",
      "server-error",
      "server-error",
      "code",
      "success",
    ]);
    expect(states[3]).toEqual({ state: "server-error", attempts: 2, ...CODE });
  });
});

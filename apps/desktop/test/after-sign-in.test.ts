/** What comes after an approved sign-in: a relaunch or Cowork in place, and until when the sign-in lasts. */
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { NotNow } from "../src/main/shell/ipc.ts";
import { codeIn, deskOf, nameOf, signInAt } from "./support/desk.ts";
import type { Desk, DeskChanges } from "./support/desk.ts";
import { lockedKeyStore, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { signedIn } from "./support/session-rig.ts";

interface Launched {
  readonly desk: Desk;
  readonly app: Rehearsal;
  readonly relaunches: readonly string[];
}

async function launched(given?: Rehearsal, settings: DeskChanges["settings"] = {}): Promise<Launched> {
  const app = given ?? (await rehearse());
  if (given === undefined) onTestFinished(() => app[Symbol.asyncDispose]());
  const relaunches: string[] = [];
  const desk = deskOf(app, {
    settings,
    services: { relaunch: () => void relaunches.push(nameOf(desk.app.state)) },
  });
  await desk.app.start();
  return { desk, app, relaunches };
}

test("at first use the app says that the person is signed in, then relaunches", async () => {
  const { desk, app, relaunches } = await launched();
  await signInAt(desk, app);
  await desk.machine.advance(1_499);
  expect(relaunches).toEqual([]);
  await desk.machine.advance(1);
  expect(relaunches).toEqual(["sign-in/success"]);
  expect(() => desk.app.continueToCowork()).toThrow(NotNow);
  expect(() => desk.app.startSignIn()).toThrow(NotNow);
  expect(desk.machine.pending).toBe(0);
  // The process that follows is in Cowork at once.
  expect(nameOf((await launched(app)).desk.app.state)).toBe("cowork");
});

test("a person who continues does not wait, and the app is relaunched once", async () => {
  const { desk, app, relaunches } = await launched();
  await signInAt(desk, app);
  desk.app.continueToCowork();
  await desk.machine.advance(10_000);
  expect(relaunches).toEqual(["sign-in/success"]);
});

test("a sign-in that is held for this run waits for the person, and goes on in place", async () => {
  const { desk, app, relaunches } = await launched(undefined, { keyStore: lockedKeyStore });
  desk.onWaiting = (state) => app.mock.approve(codeIn(state), USER);
  desk.app.startSignIn();
  await desk.until("sign-in/keychain");
  await desk.machine.advance(10_000);
  expect(nameOf(desk.app.state)).toBe("sign-in/keychain");
  desk.app.continueToCowork();
  expect([nameOf(desk.app.state), ...relaunches]).toEqual(["cowork"]);
});

test("after a sign-out in the running app, signing in goes on in place", async () => {
  const { desk, app, relaunches } = await launched(await signedIn());
  expect(nameOf(desk.app.state)).toBe("cowork");
  await desk.app.signOut();
  await signInAt(desk, app);
  await desk.machine.advance(1_500);
  expect([nameOf(desk.app.state), ...relaunches]).toEqual(["cowork"]);
});

test("where no sign-in outlives the process, signing in goes on in place by itself", async () => {
  const app = await rehearse();
  onTestFinished(() => app[Symbol.asyncDispose]());
  const desk = deskOf(app);
  await desk.app.start();
  await signInAt(desk, app);
  await desk.machine.advance(1_500);
  expect(nameOf(desk.app.state)).toBe("cowork");
});

test("whoever does something else on the page, or closes it, is taken nowhere", async () => {
  const { desk, app, relaunches } = await launched();
  await signInAt(desk, app);
  desk.app.backToOffer();
  await desk.machine.advance(10_000);
  expect([nameOf(desk.app.state), ...relaunches]).toEqual(["sign-in/idle"]);
  await signInAt(desk, app);
  desk.app.windowClosed();
  await desk.machine.advance(10_000);
  expect([nameOf(desk.app.state), ...relaunches]).toEqual(["sign-in/success"]);
});

test("a sign-in that renews itself has no end; one that does not says until when, by this machine's clock", async () => {
  const app = await signedIn();
  const { desk } = await launched(app);
  await setImmediate();
  expect(desk.app.state.screen).not.toHaveProperty("signedInUntil");
  const { store } = await app.services();
  const read = await store.read();
  if (read.status !== "found") throw new Error(read.status);
  const { accessToken, expiresAt } = read.signIn.tokens;
  await store.write({ ...read.signIn, tokens: { accessToken, expiresAt } });
  const { desk: second } = await launched(app);
  await expect.poll(() => second.window().screen).toMatchObject({ name: "cowork", signedInUntil: expiresAt });
  await second.app.signOut();
  expect(second.app.state.screen).not.toHaveProperty("signedInUntil");
});

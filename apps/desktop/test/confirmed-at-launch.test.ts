/** A launch asks whether Identity Center still knows the kept sign-in; nobody waits for it, and an outage ends nothing. */
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";

import { deskOf, nameOf, signInAt } from "./support/desk.ts";
import type { Desk } from "./support/desk.ts";
import { refusal } from "./support/polls.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { signedIn } from "./support/session-rig.ts";

const UNAUTHORIZED = ["ListAccountRoles", 401, "UnauthorizedException"] as const;

function revokeAll({ mock }: Rehearsal): void {
  for (const { id } of mock.sessions()) mock.revokeSession(id);
}

async function launch(app: Rehearsal): Promise<Desk> {
  const desk = deskOf(app);
  await desk.app.start();
  return desk;
}

const listed = ({ mock }: Rehearsal, since: number): number =>
  mock.requests({ operation: "ListAccountRoles", since }).length;

test("a session that an administrator ended: Cowork at once, then the sign-in page, which says so", async () => {
  const app = await signedIn();
  revokeAll(app);
  const desk = await launch(app);
  expect(nameOf(desk.app.state)).toBe("cowork");
  await desk.until("sign-in/session-expired");
  expect(nameOf((await launch(app)).app.state)).toBe("sign-in/idle");
  await signInAt(desk, app);
});

test("one that holds is asked about once, and stays", async () => {
  const app = await signedIn();
  const { lastRequest } = app.mock;
  const desk = await launch(app);
  await expect.poll(() => listed(app, lastRequest)).toBe(1);
  await delay(100);
  expect([nameOf(desk.app.state), listed(app, lastRequest)]).toEqual(["cowork", 1]);
});

test("a token that the portal refuses is refreshed, and the sign-in stays", async () => {
  const app = await signedIn();
  app.mock.faults.add(refusal(...UNAUTHORIZED));
  const { lastRequest } = app.mock;
  const desk = await launch(app);
  await expect.poll(() => listed(app, lastRequest)).toBe(2);
  await delay(100);
  expect(nameOf(desk.app.state)).toBe("cowork");
});

test.each([
  ["the portal is down", { operation: "ListAccountRoles", kind: "reset", times: Infinity }],
  ["a proxy answers", { operation: "ListAccountRoles", kind: "malformed", body: "<html>", times: Infinity }],
  ["the account is closed to the person", refusal("ListAccountRoles", 403, "ForbiddenException", Infinity)],
] as const)("%s: that ends nothing", async (_, fault) => {
  const app = await signedIn();
  const { lastRequest } = app.mock;
  app.mock.faults.add(fault);
  const desk = await launch(app);
  await expect.poll(() => listed(app, lastRequest)).toBeGreaterThan(0);
  await delay(100);
  expect(nameOf(desk.app.state)).toBe("cowork");
  app.mock.faults.clear();
  expect(nameOf((await launch(app)).app.state)).toBe("cowork");
});

test("an answer that comes after the app has quit, or after a sign-out, changes nothing", async () => {
  const app = await signedIn();
  revokeAll(app);
  app.mock.faults.add({ operation: "ListAccountRoles", kind: "delay", ms: 300, times: Infinity });
  const quit = await launch(app);
  await quit.app.quit();
  const left = await launch(app);
  await left.app.signOut();
  left.app.startSignIn();
  await left.until("sign-in/expired");
  await delay(500);
  expect(nameOf(quit.app.state)).toBe("cowork");
  expect(nameOf(left.app.state)).toBe("sign-in/expired");
});

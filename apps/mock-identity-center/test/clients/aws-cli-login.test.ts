/** Debian's AWS CLI 2.9.19 signs in: `aws sso login` against the pages, with both forms of profile. */

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { approveInBrowser } from "../../src/index.ts";
import type { Rig } from "../support/rig.ts";
import { approving, awsSsoLogin } from "./support/browser-user.ts";
import type { User } from "./support/browser-user.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs } from "./support/programs.ts";
import { countOf, startPresentRig } from "./support/rig.ts";

vi.setConfig({ testTimeout: patienceMs });

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

test.concurrent("the sso-session profile: a refreshable sign-in in the cache, and a registration used again", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const login = await awsSsoLogin(home, approving(rig.mock));
  expect(login).toMatchObject({ code: 0, stderr: "" });
  expect(login.stdout).toContain(`Successfully logged into Start URL: ${rig.mock.startUrl}`);

  const first = home.cachedToken();
  expect(first).toMatchObject({ startUrl: rig.mock.startUrl, region: rig.mock.region });
  expect(first?.refreshToken).toMatch(/^aor/);
  expect(Math.round((Date.parse(first?.expiresAt ?? "") - Date.now()) / 60_000)).toBe(60);
  expect(statSync(join(home.path, ".aws/sso/cache", `${sha1("mock")}.json`)).mode & 0o777).toBe(0o600);

  await awsSsoLogin(home, approving(rig.mock));
  expect(countOf(rig, "RegisterClient")).toBe(1);
  expect(home.cachedToken()?.clientId).toBe(first?.clientId);
  expect(home.cachedToken()?.accessToken).not.toBe(first?.accessToken);
});

test.concurrent("the profile of old: no refresh token, eight hours, and the role's credentials", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock, "legacy");
  expect(await awsSsoLogin(home, approving(rig.mock))).toMatchObject({ code: 0, stderr: "" });
  const token = home.cachedToken();
  expect(token).not.toHaveProperty("refreshToken");
  expect(Math.round((Date.parse(token?.expiresAt ?? "") - Date.now()) / 60_000)).toBe(480);
  expect(statSync(join(home.path, ".aws/sso/cache", `${sha1(rig.mock.startUrl)}.json`)).size).toBeGreaterThan(
    0,
  );
  const { code, stdout } = await home.aws(["sts", "get-caller-identity", "--query", "Account"]);
  expect([code, stdout]).toEqual([0, '"111122223333"\n']);
});

test.concurrent("a poll right after the first is told to slow down, and the sign-in succeeds all the same", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const whenTold: User = async (address) => {
    await vi.waitUntil(() => errorsOfPolls(rig).includes("SlowDownException"), { timeout: patienceMs });
    await approving(rig.mock)(address);
  };
  const login = await awsSsoLogin(home, whenTold, { background: true });
  expect(login).toMatchObject({ code: 0, stderr: "" });
  expect(errorsOfPolls(rig)).toEqual(["AuthorizationPendingException", "SlowDownException", undefined]);
});

test.concurrent("a user who denies: the CLI ends with the error, and keeps no sign-in", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const login = await awsSsoLogin(home, async (verificationUri) => {
    const user = { userName: "ada.lovelace", password: "engine-1843" };
    await approveInBrowser({ verificationUri, ...user, decision: "deny" });
    rig.mock.clock.advance(1000);
  });
  expect(login.code).toBe(254);
  expect(login.stderr).toContain("(AccessDeniedException) when calling the CreateToken operation");
  expect(home.cachedToken()).toBeUndefined();
});

test.concurrent("a code that ran out: the CLI says so", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const login = await awsSsoLogin(home, () => Promise.resolve(rig.mock.clock.advance(600_000)));
  expect(login.code).toBe(255);
  expect(login.stderr).toContain("The pending authorization to retrieve an SSO token has expired.");
});

function errorsOfPolls(rig: Rig): (string | undefined)[] {
  const polls = rig.mock.requests().filter(({ operation }) => operation === "CreateToken");
  return polls.map(({ error }) => error);
}

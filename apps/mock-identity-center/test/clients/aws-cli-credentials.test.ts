/**
 * What Debian's AWS CLI 2.9.19 does with a sign-in: role credentials, STS, refresh, the end of the session, logout.
 *
 * The CLI compares times with the wall clock, so nothing here moves it: access tokens are short-lived instead. Below
 * fifteen minutes it refreshes on every call that needs the token.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { approving, awsSsoLogin } from "./support/browser-user.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs } from "./support/programs.ts";
import { countOf, startPresentRig } from "./support/rig.ts";

vi.setConfig({ testTimeout: patienceMs });

const whoAmI = ["sts", "get-caller-identity"];
const anArn = /assumed-role\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace"/;

test.concurrent("a fresh sign-in: STS knows the role, the credentials are kept, another role is not allowed", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const identity = await home.aws(whoAmI);
  expect(identity).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(anArn) as unknown });
  await home.aws(whoAmI);
  expect(countOf(rig, "GetCallerIdentity")).toBe(2);
  expect(countOf(rig, "GetRoleCredentials")).toBe(1);
  expect(countOf(rig, "CreateToken")).toBe(2);

  home.addProfile("forbidden", { accountId: "111122223333", roleName: "ReadOnly" });
  expect(await home.aws([...whoAmI, "--profile", "forbidden"])).toEqual({
    code: 254,
    stdout: "",
    stderr:
      "\nAn error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access\n",
  });
});

test.concurrent("export-credentials prints what the mock issued, until the hour the permission set says", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const { code, stdout } = await home.aws(["configure", "export-credentials"]);
  expect(code).toBe(0);
  const exported = JSON.parse(stdout) as Readonly<Record<string, string>>;
  expect(rig.mock.issuedSecrets()).toContain(exported["SecretAccessKey"]);
  expect(rig.mock.issuedSecrets()).toContain(exported["SessionToken"]);
  expect(Math.round((Date.parse(exported["Expiration"] ?? "") - Date.now()) / 3_600_000)).toBe(8);
});

test.concurrent("a token about to end is refreshed, and its successor is kept in its place, twice in a row", async () => {
  await using rig = await startPresentRig({ accessTokenSeconds: 60 });
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const seen = [home.cachedToken()?.refreshToken];
  for (let round = 0; round < 2; round += 1) {
    home.forgetRoleCredentials();
    expect(await home.aws(whoAmI)).toMatchObject({ code: 0, stderr: "" });
    seen.push(home.cachedToken()?.refreshToken);
  }
  expect(new Set(seen).size).toBe(3);
  expect(countOf(rig, "CreateToken")).toBe(4);
  expect(rig.mock.sessions()).toHaveLength(1);
});

test.concurrent("a deleted session: the refresh is refused, and the portal's answer ends the call", async () => {
  await using rig = await startPresentRig({ accessTokenSeconds: 60 });
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  for (const { id } of rig.mock.sessions()) rig.mock.revokeSession(id);
  const { code, stderr } = await home.aws(whoAmI);
  expect(code).toBe(255);
  const errors = rig.mock.requests().map(({ operation, error }) => `${operation} ${error}`);
  expect(errors.slice(-2)).toEqual([
    "CreateToken InvalidGrantException",
    "GetRoleCredentials UnauthorizedException",
  ]);
  expect(stderr).toContain(
    "The SSO session associated with this profile has expired or is otherwise invalid.",
  );
});

test.concurrent("a session past its end: the token has expired and cannot be refreshed", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  rig.mock.clock.advance(9 * 3_600_000);
  home.setTokenEnd(new Date(0));
  const { code, stderr } = await home.aws(whoAmI);
  expect(code).toBe(255);
  expect(stderr).toContain("Token has expired and refresh failed");
});

test.concurrent("sso logout ends the session at the portal, and forgets the token and the role credentials", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const keys = join(home.path, ".aws/cli/cache");
  await home.aws(whoAmI);
  expect(await home.aws(["sso", "logout"])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(rig.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
  expect(home.cachedToken()).toBeUndefined();
  expect(existsSync(keys)).toBe(true);
  const { code, stderr } = await home.aws(whoAmI);
  expect(code).toBe(255);
  expect(stderr).toContain("Error loading SSO Token: Token for mock does not exist");
});

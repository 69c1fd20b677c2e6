/**
 * Debian's AWS CLI 2.9.19, call by call: `aws sso-oidc` and `aws sso` with `--endpoint-url`.
 *
 * This version has every call of the two services but CreateTokenWithIAM, and signs in with device codes only. Its
 * `aws sso logout` is not the call Logout but the command that ends all sign-ins in the cache, see
 * `aws-cli-credentials.test.ts`. Values go as `--name=value`: one that begins with `-`, as an id may, is taken for an
 * option otherwise.
 */

import { expect, test, vi } from "vitest";
import { deviceCodeGrant } from "../support/rig.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs } from "./support/programs.ts";
import { countOf, startPresentRig } from "./support/rig.ts";

vi.setConfig({ testTimeout: patienceMs });

type Json = Readonly<Record<string, unknown>>;

/** A call that succeeds; what it prints, as JSON. */
async function call(home: ClientHome, ...args: readonly string[]): Promise<Json> {
  const { code, stdout, stderr } = await home.aws(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout === "" ? "{}" : stdout) as Json;
}

/** A call that fails; the line it prints. */
async function refusal(home: ClientHome, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await home.aws(args);
  expect({ code, stdout }).toEqual({ code: 254, stdout: "" });
  return stderr.trim();
}

test.concurrent("sso-oidc: register, start, pending, slow down, success, spent, wrong client", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const oidc = ["sso-oidc", "--endpoint-url", rig.mock.oidcUrl];
  const names = ["--client-name", "by hand", "--client-type", "public", "--scopes", "sso:account:access"];
  const registration = await call(home, ...oidc, "register-client", ...names);
  expect(Object.keys(registration)).toEqual([
    "clientId",
    "clientSecret",
    "clientIdIssuedAt",
    "clientSecretExpiresAt",
  ]);
  const client = [`--client-id=${String(registration["clientId"])}`];
  const secret = [`--client-secret=${String(registration["clientSecret"])}`];
  const start = ["start-device-authorization", ...client, ...secret, "--start-url", rig.mock.startUrl];
  const device = await call(home, ...oidc, ...start);
  expect(device).toMatchObject({ expiresIn: 600, interval: 1 });
  expect(device["verificationUriComplete"]).toBe(
    `${String(device["verificationUri"])}?user_code=${String(device["userCode"])}`,
  );

  const grant = ["--grant-type", deviceCodeGrant, `--device-code=${String(device["deviceCode"])}`];
  const poll = [...oidc, "create-token", ...client, ...secret, ...grant];
  // No text follows the colon: the CLI looks for `message`, which SSO-OIDC does not send, AWS's neither.
  expect(await refusal(home, ...poll)).toBe(
    "An error occurred (AuthorizationPendingException) when calling the CreateToken operation:",
  );
  expect(await refusal(home, ...poll)).toContain("(SlowDownException)");
  rig.mock.approve(String(device["userCode"]), "ada.lovelace");
  rig.mock.clock.advance(1000);
  const wrongSecret = ["--client-secret", "wrong"];
  expect(await refusal(home, ...oidc, "create-token", ...client, ...wrongSecret, ...grant)).toContain(
    "(InvalidClientException)",
  );
  const tokens = await call(home, ...poll);
  expect(tokens).toMatchObject({ tokenType: "Bearer", expiresIn: 3600 });
  expect(await refusal(home, ...poll)).toContain("(InvalidGrantException)");

  const refresh = ["--grant-type", "refresh_token", `--refresh-token=${String(tokens["refreshToken"])}`];
  const renewed = await call(home, ...oidc, "create-token", ...client, ...secret, ...refresh);
  expect(renewed["refreshToken"]).not.toBe(tokens["refreshToken"]);
});

test.concurrent("sso: lists over several pages, credentials, no access, and a deleted session", async () => {
  await using rig = await startPresentRig({ pageSize: 1 });
  using home = new ClientHome(rig.mock);
  const { accessToken } = await rig.signIn();
  const sso = ["sso", "--endpoint-url", rig.mock.portalUrl];
  const token = [`--access-token=${accessToken}`];
  const { accountList } = await call(home, ...sso, "list-accounts", ...token);
  expect(accountList).toMatchObject([{ accountId: "111122223333" }, { accountId: "444455556666" }]);
  expect(countOf(rig, "ListAccounts")).toBe(2);
  const account = ["--account-id", "111122223333"];
  expect(await call(home, ...sso, "list-account-roles", ...token, ...account)).toEqual({
    roleList: [{ roleName: "BedrockInference", accountId: "111122223333" }],
  });

  const credentials = [...sso, "get-role-credentials", ...token, ...account, "--role-name"];
  const { roleCredentials } = await call(home, ...credentials, "BedrockInference");
  expect(roleCredentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) as unknown });
  expect(await refusal(home, ...credentials, "ReadOnly")).toBe(
    "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
  );
  for (const { id } of rig.mock.sessions()) rig.mock.revokeSession(id);
  expect(await refusal(home, ...sso, "list-accounts", ...token)).toBe(
    "An error occurred (UnauthorizedException) when calling the ListAccounts operation: Session token not found or invalid",
  );
});

test.concurrent("sso: the reader's own page size and limit", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const { accessToken } = await rig.signIn();
  const list = [
    "sso",
    "list-accounts",
    "--endpoint-url",
    rig.mock.portalUrl,
    `--access-token=${accessToken}`,
  ];
  const first = await call(home, ...list, "--page-size", "1", "--max-items", "1");
  expect(first["accountList"]).toMatchObject([{ accountId: "111122223333" }]);
  const rest = await call(home, ...list, "--starting-token", String(first["NextToken"]));
  expect(rest["accountList"]).toMatchObject([{ accountId: "444455556666" }]);
});

/**
 * Debian's boto3 1.26.27: each call with `endpoint_url`, and the default profile through `AWS_DATA_PATH`, because
 * endpoint variables came with 1.28.
 */

import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import type { Variables } from "../../src/index.ts";
import { approving, awsSsoLogin, withUser } from "./support/browser-user.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs, programPath, runProgram } from "./support/programs.ts";
import type { Run } from "./support/programs.ts";
import { countOf, startPresentRig } from "./support/rig.ts";

vi.setConfig({ testTimeout: patienceMs });

const program = fileURLToPath(new URL("support/boto3_program.py", import.meta.url));
const anArn =
  /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace$/;

function python(
  home: ClientHome,
  args: readonly string[],
  more: Variables = {},
  signal?: AbortSignal,
): Promise<Run> {
  const environment = { ...home.environment("aws-cli-old"), ...more };
  return runProgram(programPath("python3"), [program, ...args], environment, signal);
}

test.concurrent("call by call: sso-oidc, sso and sts, with the errors of each", async () => {
  await using rig = await startPresentRig({ pageSize: 1 });
  using home = new ClientHome(rig.mock);
  const { startUrl, oidcUrl, portalUrl, stsUrl } = rig.mock;
  const args = ["by_hand", startUrl, oidcUrl, portalUrl, stsUrl];
  const run = await withUser(approving(rig.mock), (browser, signal) => python(home, args, browser, signal));
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(run.stdout)).toEqual({
    "first poll": ["AuthorizationPendingException", 400, ""],
    "early poll": ["SlowDownException", 400, ""],
    "spent code": ["InvalidGrantException", 400, ""],
    stranger: ["InvalidClientException", 401, ""],
    accounts: ["111122223333", "444455556666"],
    roles: ["BedrockInference"],
    forbidden: ["ForbiddenException", 403, "No access"],
    arn: expect.stringMatching(anArn) as unknown,
    "wrong key": ["SignatureDoesNotMatch", 403],
    "after logout": ["UnauthorizedException", 401, "Session token not found or invalid"],
  });
  expect(countOf(rig, "ListAccounts")).toBe(3);
});

test.concurrent("the default profile, with the sign-in of the AWS CLI, refreshed on the way", async () => {
  await using rig = await startPresentRig({ accessTokenSeconds: 60 });
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const before = home.cachedToken()?.refreshToken;
  const run = await python(home, ["by_profile"]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(run.stdout)).toEqual({ arn: expect.stringMatching(anArn) as unknown });
  expect(countOf(rig, "CreateToken")).toBe(3);
  expect(home.cachedToken()?.refreshToken).not.toBe(before);
});

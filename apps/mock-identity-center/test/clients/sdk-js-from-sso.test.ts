/** `fromSSO` of the AWS SDK for JavaScript with the sign-in that the AWS CLI left behind, in a fresh process per test. */

import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { approving, awsSsoLogin } from "./support/browser-user.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs, runProgram } from "./support/programs.ts";
import { countOf, startPresentRig } from "./support/rig.ts";

vi.setConfig({ testTimeout: patienceMs });

const program = fileURLToPath(new URL("support/sdk-program.ts", import.meta.url));
const answer = "This is Claude Sonnet 4 (mock). Your message has 5 words: Hello from a fresh process";
const anArn =
  /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace$/;

interface Outcome {
  readonly value?: string | number;
  readonly error?: string;
  readonly message?: string;
}

async function sdk(home: ClientHome, ...calls: readonly string[]): Promise<Outcome[]> {
  const run = await runProgram(process.execPath, [program, ...calls], home.environment("sdk-js"));
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const lines = run.stdout.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Outcome);
}

test.concurrent("STS and Bedrock, over HTTP/2 and over HTTP/1.1", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const calls = [
    "converse over HTTP/2",
    "converse over HTTP/1.1",
    "stream over HTTP/2",
    "stream over HTTP/1.1",
  ];
  const [identity, byChain, ...answers] = await sdk(
    home,
    "identity",
    "identity by the default chain",
    ...calls,
  );
  expect(identity?.value).toMatch(anArn);
  expect(byChain?.value).toBe(identity?.value);
  expect(answers).toEqual(calls.map(() => ({ value: answer })));
  expect(countOf(rig, "ConverseStream")).toBe(2);
  expect(countOf(rig, "CreateToken")).toBe(2);
});

test.concurrent("a token about to end is refreshed, and what came of it serves the next process and the CLI", async () => {
  await using rig = await startPresentRig({ accessTokenSeconds: 60 });
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  const before = home.cachedToken();
  for (const round of [1, 2]) {
    expect((await sdk(home, "identity"))[0]?.value).toMatch(anArn);
    expect(countOf(rig, "CreateToken")).toBe(2 + round);
  }
  const after = home.cachedToken();
  expect(after).toMatchObject({ clientId: before?.clientId, startUrl: rig.mock.startUrl });
  expect(after?.refreshToken).toMatch(/^aor/);
  expect([after?.accessToken, after?.refreshToken]).not.toContain(before?.accessToken);
  expect(after?.refreshToken).not.toBe(before?.refreshToken);
  expect(await home.aws(["sts", "get-caller-identity"])).toMatchObject({ code: 0, stderr: "" });
  expect(countOf(rig, "CreateToken")).toBe(5);
  expect(rig.mock.sessions()).toHaveLength(1);
});

test.concurrent("the token provider: the kept token while it is fresh, a refreshed one when it is about to end", async () => {
  await using fresh = await startPresentRig();
  await using ending = await startPresentRig({ accessTokenSeconds: 60 });
  for (const [rig, minutes, grants] of [
    [fresh, 60, 2],
    [ending, 1, 3],
  ] as const) {
    using home = new ClientHome(rig.mock);
    await awsSsoLogin(home, approving(rig.mock));
    expect(await sdk(home, "minutes of the token")).toEqual([{ value: minutes }]);
    expect(countOf(rig, "CreateToken")).toBe(grants);
  }
});

test.concurrent("a session past its end: the token is expired, and the refresh is refused", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  rig.mock.clock.advance(9 * 3_600_000);
  home.setTokenEnd(new Date(0));
  const [outcome] = await sdk(home, "identity");
  expect(outcome?.error).toBe("CredentialsProviderError");
  expect(outcome?.message).toContain("Token is expired. To refresh this SSO session run 'aws sso login'");
  expect(rig.mock.requests().at(-1)).toMatchObject({
    operation: "CreateToken",
    error: "InvalidGrantException",
  });
});

test.concurrent("a deleted session: the portal refuses the token that still looks good", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  for (const { id } of rig.mock.sessions()) rig.mock.revokeSession(id);
  const [outcome] = await sdk(home, "identity");
  expect(outcome).toEqual({
    error: "CredentialsProviderError",
    message: "UnauthorizedException: Session token not found or invalid",
  });
});

test.concurrent("the profile of old works until its token ends", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock, "legacy");
  await awsSsoLogin(home, approving(rig.mock));
  expect((await sdk(home, "identity"))[0]?.value).toMatch(anArn);
  home.setTokenEnd(new Date(0));
  const [outcome] = await sdk(home, "identity");
  expect(outcome?.message).toContain("The SSO session associated with this profile has expired.");
});

test.concurrent("an account without the role: no access", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  await awsSsoLogin(home, approving(rig.mock));
  rig.mock.removeAssignment({
    accountId: "111122223333",
    permissionSet: "BedrockInference",
    groupName: "Bedrock users",
  });
  expect(await sdk(home, "identity")).toEqual([
    { error: "CredentialsProviderError", message: "ForbiddenException: No access" },
  ]);
});

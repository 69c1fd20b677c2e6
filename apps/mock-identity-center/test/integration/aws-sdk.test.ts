/** The AWS SDK for JavaScript against the mock, unmodified but for the endpoint. */

import { ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import {
  GetRoleCredentialsCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
  paginateListAccountRoles,
} from "@aws-sdk/client-sso";
import { CreateTokenCommand, RegisterClientCommand, SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { authorize, authorizePath, codeVerifier, redirectUri } from "../support/authorize.ts";
import { bedrock, getCredentials, signIn, startWallClockRig, transports } from "../support/aws-sdk.ts";
import { useHostileEnvironment } from "../support/hostile-environment.ts";

useHostileEnvironment();

const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Grüße, wie geht es?" }] }];
const expected = "This is Claude Sonnet 4 (mock). Your message has 4 words: Grüße, wie geht es?";

test("SSOOIDC and SSO: sign-in, accounts, roles, credentials, logout", async () => {
  await using rig = await startWallClockRig();
  const accessToken = await signIn(rig);
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl });
  const { accountList } = await client.send(new ListAccountsCommand({ accessToken }));
  expect(accountList?.map(({ accountId }) => accountId)).toEqual(["111122223333", "444455556666"]);
  const pages = paginateListAccountRoles({ client }, { accessToken, accountId: rig.mock.accountId });
  const roles: unknown[] = [];
  for await (const page of pages) roles.push(...(page.roleList ?? []));
  expect(roles).toEqual([{ roleName: "BedrockInference", accountId: "111122223333" }]);

  const forbidden = new GetRoleCredentialsCommand({
    accessToken,
    accountId: rig.mock.accountId,
    roleName: "ReadOnly",
  });
  await expect(client.send(forbidden)).rejects.toMatchObject({
    name: "ForbiddenException",
    message: "No access",
    $metadata: { httpStatusCode: 403 },
  });
  const { expiration } = await getCredentials(rig, accessToken);
  expect(Math.round((expiration.getTime() - Date.now()) / 3_600_000)).toBe(8);
  await client.send(new LogoutCommand({ accessToken }));
  await expect(client.send(new ListAccountsCommand({ accessToken }))).rejects.toMatchObject({
    name: "UnauthorizedException",
    message: "Session token not found or invalid",
  });
});

test("SSOOIDC: registration with an issuer URL, and an authorization code with its verifier", async () => {
  await using rig = await startWallClockRig();
  const client = new SSOOIDCClient({ region: rig.mock.region, endpoint: rig.mock.oidcUrl });
  const { clientId = "", clientSecret } = await client.send(
    new RegisterClientCommand({
      clientName: "sdk",
      clientType: "public",
      scopes: ["sso:account:access"],
      grantTypes: ["authorization_code", "refresh_token"],
      redirectUris: ["http://127.0.0.1/oauth/callback"],
      issuerUrl: rig.mock.issuerUrl(),
    }),
  );
  const code = (await authorize(rig, authorizePath({ clientId }))).get("code") ?? "";
  const grant = { clientId, clientSecret, grantType: "authorization_code", redirectUri };
  const wrong = new CreateTokenCommand({ ...grant, code, codeVerifier: "x".repeat(43) });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: "InvalidGrantException" });
  const { accessToken, refreshToken } = await client.send(
    new CreateTokenCommand({ ...grant, code, codeVerifier }),
  );
  expect(accessToken).toMatch(/^aoa/);
  expect(refreshToken).toMatch(/^aor/);
});

test("STS: GetCallerIdentity", async () => {
  await using rig = await startWallClockRig();
  const credentials = await getCredentials(rig, await signIn(rig));
  const client = new STSClient({ region: rig.mock.region, endpoint: rig.mock.stsUrl, credentials });
  const identity = await client.send(new GetCallerIdentityCommand({}));
  expect(identity.Account).toBe("111122223333");
  expect(identity.Arn).toMatch(/\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace$/);
  const stranger = new STSClient({
    region: rig.mock.region,
    endpoint: rig.mock.stsUrl,
    credentials: { ...credentials, secretAccessKey: "x" },
  });
  await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
});

test.for(transports)("Bedrock over %s: Converse", async ([, transport]) => {
  await using rig = await startWallClockRig();
  const credentials = await getCredentials(rig, await signIn(rig));
  const client = bedrock(rig, { credentials, ...transport });
  const { output, stopReason } = await client.send(new ConverseCommand({ modelId, messages }));
  expect(output?.message?.content).toEqual([{ text: expected }]);
  expect(stopReason).toBe("end_turn");
  client.destroy();
});

test.for(transports)("Bedrock over %s: ConverseStream, in several pieces", async ([, transport]) => {
  await using rig = await startWallClockRig();
  const credentials = await getCredentials(rig, await signIn(rig));
  const client = bedrock(rig, { credentials, ...transport });
  const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages }));
  const kinds: string[] = [];
  const pieces: string[] = [];
  for await (const event of stream ?? []) {
    kinds.push(...Object.keys(event));
    pieces.push(event.contentBlockDelta?.delta?.text ?? "");
  }
  expect(pieces.join("")).toBe(expected);
  expect([kinds[0], ...kinds.slice(-3)]).toEqual([
    "messageStart",
    "contentBlockStop",
    "messageStop",
    "metadata",
  ]);
  expect(kinds.filter((kind) => kind === "contentBlockDelta").length).toBeGreaterThan(2);
  client.destroy();
});

test.for(transports)("Bedrock over %s: refusals arrive as the SDK's own errors", async ([, transport]) => {
  await using rig = await startWallClockRig();
  const credentials = await getCredentials(rig, await signIn(rig));
  const client = bedrock(rig, { credentials, ...transport });
  const unknown = client.send(new ConverseCommand({ modelId: "nobody.knows", messages }));
  await expect(unknown).rejects.toMatchObject({ name: "ValidationException" });
  rig.mock.clock.advance(8 * 3_600_000);
  const expired = client.send(new ConverseCommand({ modelId, messages }));
  await expect(expired).rejects.toMatchObject({
    name: "ExpiredTokenException",
    $metadata: { httpStatusCode: 403 },
  });
  client.destroy();
});

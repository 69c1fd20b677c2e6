/** The AWS SDK for JavaScript through the CONNECT proxy: no endpoint is named, it asks for AWS's own hosts. */

import { Agent } from "node:https";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { expect, test, vi } from "vitest";
import { startConnectProxy, startMockIdentityCenter } from "../../src/index.ts";
import { trustAuthority } from "../support/certificates.ts";
import { useHostileEnvironment } from "../support/hostile-environment.ts";
import { deviceCodeGrant } from "../support/rig.ts";

useHostileEnvironment();
for (const name of ["", "_SSO", "_SSO_OIDC", "_STS", "_BEDROCK_RUNTIME"])
  vi.stubEnv(`AWS_ENDPOINT_URL${name}`, undefined);

test("sign-in, role credentials, STS and Bedrock under their real names", async () => {
  await using mock = await startMockIdentityCenter({ tls: true });
  await using proxy = await startConnectProxy({ mock });
  trustAuthority(mock);
  const httpsAgent = new Agent({ keepAlive: true, proxyEnv: { HTTPS_PROXY: proxy.url } });
  const requestHandler = new NodeHttpHandler({ httpsAgent });
  const config = { region: mock.region, requestHandler, maxAttempts: 1 };

  const oidc = new SSOOIDCClient(config);
  const { clientId, clientSecret } = await oidc.send(
    new RegisterClientCommand({ clientName: "sdk", clientType: "public", scopes: ["sso:account:access"] }),
  );
  const { startUrl, accountId, roleName } = mock;
  const { deviceCode, userCode } = await oidc.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }),
  );
  mock.approve(userCode ?? "", "ada.lovelace");
  const { accessToken } = await oidc.send(
    new CreateTokenCommand({ clientId, clientSecret, grantType: deviceCodeGrant, deviceCode }),
  );

  const { roleCredentials } = await new SSOClient(config).send(
    new GetRoleCredentialsCommand({ accessToken, accountId, roleName }),
  );
  const { accessKeyId = "", secretAccessKey = "", sessionToken = "" } = roleCredentials ?? {};
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const sts = new STSClient({ ...config, credentials });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(accountId);
  const bedrock = new BedrockRuntimeClient({ ...config, credentials });
  const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
  const messages = [{ role: "user" as const, content: [{ text: "Good day" }] }];
  const { output } = await bedrock.send(new ConverseCommand({ modelId, messages }));
  expect(output?.message?.content?.[0]?.text).toContain("Good day");
  httpsAgent.destroy();
});

test("a client of another region finds no way out", async () => {
  await using mock = await startMockIdentityCenter({ tls: true });
  await using proxy = await startConnectProxy({ mock });
  const httpsAgent = new Agent({ proxyEnv: { HTTPS_PROXY: proxy.url } });
  const requestHandler = new NodeHttpHandler({ httpsAgent });
  const oidc = new SSOOIDCClient({ region: "eu-west-1", requestHandler, maxAttempts: 1 });
  const register = new RegisterClientCommand({ clientName: "sdk", clientType: "public" });
  await expect(oidc.send(register)).rejects.toThrow(/403/);
  expect(mock.requests()).toEqual([]);
});

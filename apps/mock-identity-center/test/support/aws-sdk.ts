/** The AWS SDK for JavaScript pointed at a mock, over each of its transports. */

import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { expect } from "vitest";
import { deviceCodeGrant, startRig } from "./rig.ts";
import type { Rig } from "./rig.ts";

export const transports: readonly (readonly [string, Pick<BedrockRuntimeClientConfig, "requestHandler">])[] =
  [
    ["cleartext HTTP/2, the SDK's default", {}],
    ["HTTP/1.1 with NodeHttpHandler", { requestHandler: new NodeHttpHandler() }],
  ];

export interface SdkCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** On the wall clock: the SDK compares expiry times with it. */
export function startWallClockRig(): Promise<Rig> {
  return startRig({ clock: { now: Date.now } });
}

export async function signIn(rig: Rig): Promise<string> {
  const client = new SSOOIDCClient({ region: rig.mock.region, endpoint: rig.mock.oidcUrl });
  const registration = await client.send(
    new RegisterClientCommand({ clientName: "sdk", clientType: "public", scopes: ["sso:account:access"] }),
  );
  const { clientId, clientSecret } = registration;
  const device = await client.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: rig.mock.startUrl }),
  );
  const command = new CreateTokenCommand({
    clientId,
    clientSecret,
    grantType: deviceCodeGrant,
    deviceCode: device.deviceCode,
  });
  await expect(client.send(command)).rejects.toMatchObject({
    name: "AuthorizationPendingException",
    error: "authorization_pending",
  });
  await expect(client.send(command)).rejects.toMatchObject({ name: "SlowDownException", error: "slow_down" });
  rig.mock.approve(device.userCode ?? "", "ada.lovelace");
  rig.mock.clock.advance(1000);
  const { accessToken = "" } = await client.send(command);
  return accessToken;
}

export async function getCredentials(rig: Rig, accessToken: string): Promise<SdkCredentials> {
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl });
  const { accountId, roleName } = rig.mock;
  const { roleCredentials } = await client.send(
    new GetRoleCredentialsCommand({ accessToken, accountId, roleName }),
  );
  const { accessKeyId = "", secretAccessKey = "", sessionToken = "", expiration = 0 } = roleCredentials ?? {};
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
}

export function bedrock(rig: Rig, config: BedrockRuntimeClientConfig): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: rig.mock.region,
    endpoint: rig.mock.bedrockUrl,
    maxAttempts: 1,
    ...config,
  });
}

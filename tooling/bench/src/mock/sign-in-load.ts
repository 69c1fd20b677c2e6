/** The requests of a client that signs in to the mock. */

import { ask, postJson } from "../load/load.ts";
import type { Connection, HttpRequest } from "../load/connection.ts";
import type { ServerProcess } from "../load/server-process.ts";

const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Started extends Registration {
  readonly deviceCode: string;
  readonly userCode: string;
}

export async function register(connection: Connection): Promise<Registration> {
  const body = { clientName: "bench", clientType: "public", scopes: ["sso:account:access"] };
  const text = await ask(connection, postJson("/client/register", body), { status: 200, text: "clientId" });
  const { clientId, clientSecret } = JSON.parse(text) as Registration;
  return { clientId, clientSecret };
}

export function startRequest(server: ServerProcess, { clientId, clientSecret }: Registration): HttpRequest {
  return postJson("/device_authorization", { clientId, clientSecret, startUrl: server.details["startUrl"] });
}

export async function start(
  server: ServerProcess,
  connection: Connection,
  registration: Registration,
): Promise<Started> {
  const request = startRequest(server, registration);
  const text = await ask(connection, request, { status: 200, text: "deviceCode" });
  const { deviceCode, userCode } = JSON.parse(text) as Started;
  return { clientId: registration.clientId, clientSecret: registration.clientSecret, deviceCode, userCode };
}

export function pollRequest({ clientId, clientSecret, deviceCode }: Started): HttpRequest {
  return postJson("/token", { clientId, clientSecret, deviceCode, grantType: deviceCodeGrant });
}

/** Polls for a sign-in that is approved. */
export async function accessToken(connection: Connection, started: Started): Promise<string> {
  const text = await ask(connection, pollRequest(started), { status: 200, text: "accessToken" });
  return (JSON.parse(text) as { readonly accessToken: string }).accessToken;
}

export function credentialsRequest({ details }: ServerProcess, token: string): HttpRequest {
  const { roleName = "", accountId = "" } = details;
  return {
    method: "GET",
    path: `/federation/credentials?role_name=${roleName}&account_id=${accountId}`,
    headers: { "x-amz-sso_bearer_token": token },
    body: "",
  };
}

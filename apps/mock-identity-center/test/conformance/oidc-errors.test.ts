/** What makes each SSO-OIDC operation refuse a request; oidc-error-table.test.ts has the errors themselves. */

import { expect, test } from "vitest";
import { oidcRefusal, onTheWire } from "../support/refusal.ts";
import { deviceCodeGrant, registration, startRig } from "../support/rig.ts";
import type { Client, Reply, Rig } from "../support/rig.ts";

interface Row {
  readonly when: string;
  readonly send: (rig: Rig, client: Client) => Promise<Reply>;
  readonly status: number;
  readonly type: string;
  readonly error: string;
}

const register =
  (overrides: Readonly<Record<string, unknown>>): Row["send"] =>
  (rig) =>
    rig.post("/client/register", registration(overrides));
const start =
  (overrides: Readonly<Record<string, unknown>>): Row["send"] =>
  (rig, client) =>
    rig.post("/device_authorization", { ...client, startUrl: rig.mock.startUrl, ...overrides });
const token =
  (overrides: Readonly<Record<string, unknown>>): Row["send"] =>
  (rig, client) =>
    rig.post("/token", { ...client, grantType: deviceCodeGrant, deviceCode: "unknown", ...overrides });
const row = (when: string, send: Row["send"], status: number, type: string, error: string): Row => ({
  when,
  send,
  status,
  type,
  error,
});

const invalidRequest = [400, "InvalidRequestException", "invalid_request"] as const;
const invalidClient = [401, "InvalidClientException", "invalid_client"] as const;
const unsupportedGrant = [400, "UnsupportedGrantTypeException", "unsupported_grant_type"] as const;
const invalidRedirect = [400, "InvalidRedirectUriException", "invalid_redirect_uri"] as const;

const rows: readonly Row[] = [
  row("RegisterClient without clientName", register({ clientName: undefined }), ...invalidRequest),
  row("RegisterClient with an empty clientName", register({ clientName: "" }), ...invalidRequest),
  row("RegisterClient with a number as clientName", register({ clientName: 7 }), ...invalidRequest),
  row("RegisterClient without clientType", register({ clientType: undefined }), ...invalidRequest),
  row(
    "RegisterClient with clientType confidential",
    register({ clientType: "confidential" }),
    400,
    "InvalidClientMetadataException",
    "invalid_client_metadata",
  ),
  row(
    "RegisterClient with an unknown scope",
    register({ scopes: ["sso:account:access", "root"] }),
    400,
    "InvalidScopeException",
    "invalid_scope",
  ),
  row("RegisterClient with scopes as text", register({ scopes: "sso:account:access" }), ...invalidRequest),
  row(
    "RegisterClient with an unknown grant type",
    register({ grantTypes: ["password"] }),
    ...unsupportedGrant,
  ),
  row(
    "RegisterClient with AWS's misprinted device-code",
    register({ grantTypes: ["urn:ietf:params:oauth:grant-type:device-code"] }),
    ...unsupportedGrant,
  ),
  row(
    "RegisterClient with a redirect to another host",
    register({ redirectUris: ["http://example.com/"] }),
    ...invalidRedirect,
  ),
  row(
    "RegisterClient for authorization_code without redirect",
    register({ grantTypes: ["authorization_code"] }),
    ...invalidRedirect,
  ),
  row(
    "RegisterClient for authorization_code without issuerUrl",
    register({ grantTypes: ["authorization_code"], redirectUris: ["http://127.0.0.1/cb"] }),
    ...invalidRequest,
  ),
  row(
    "RegisterClient with an unknown issuerUrl",
    register({ issuerUrl: "https://identitycenter.amazonaws.com/ssoins-0123456789abcdef" }),
    ...invalidRequest,
  ),
  row(
    "RegisterClient with a redirect by another name",
    register({ redirectUris: ["http://localhost/"] }),
    ...invalidRedirect,
  ),
  row(
    "RegisterClient with a redirect that has a user",
    register({ redirectUris: ["http://me@127.0.0.1/"] }),
    ...invalidRedirect,
  ),
  row(
    "RegisterClient with a redirect that has a line break",
    register({ redirectUris: ["http://127.0.0.1/\r\nx-header:1"] }),
    ...invalidRedirect,
  ),
  row(
    "RegisterClient with a redirect that has a fragment",
    register({ redirectUris: ["http://127.0.0.1/#"] }),
    ...invalidRedirect,
  ),
  row("StartDeviceAuthorization without clientId", start({ clientId: undefined }), ...invalidRequest),
  row("StartDeviceAuthorization without clientSecret", start({ clientSecret: undefined }), ...invalidRequest),
  row("StartDeviceAuthorization without startUrl", start({ startUrl: undefined }), ...invalidRequest),
  row(
    "StartDeviceAuthorization with an unknown start URL",
    start({ startUrl: "https://other.awsapps.com/start" }),
    ...invalidRequest,
  ),
  row("StartDeviceAuthorization with an unknown client", start({ clientId: "nobody" }), ...invalidClient),
  row("StartDeviceAuthorization with a wrong secret", start({ clientSecret: "wrong" }), ...invalidClient),
  row("CreateToken without clientId", token({ clientId: undefined }), ...invalidRequest),
  row("CreateToken without grantType", token({ grantType: undefined }), ...invalidRequest),
  row("CreateToken without deviceCode", token({ deviceCode: undefined }), ...invalidRequest),
  row(
    "CreateToken to refresh without refreshToken",
    token({ grantType: "refresh_token" }),
    ...invalidRequest,
  ),
  row("CreateToken with an unknown client", token({ clientId: "nobody" }), ...invalidClient),
  row("CreateToken with a wrong secret", token({ clientSecret: "wrong" }), ...invalidClient),
  row("CreateToken with an unknown device code", token({}), 400, "InvalidGrantException", "invalid_grant"),
  row(
    "CreateToken with an unknown refresh token",
    token({ grantType: "refresh_token", refreshToken: "aor" }),
    400,
    "InvalidGrantException",
    "invalid_grant",
  ),
  row("CreateToken with an unknown grant type", token({ grantType: "password" }), ...unsupportedGrant),
  row("CreateTokenWithIAM", (rig) => rig.post("/token?aws_iam=t", {}), ...unsupportedGrant),
];

test.for(rows)("$when is $status $type", async ({ send, status, type, error }) => {
  await using rig = await startRig();
  expect(onTheWire(rig, await send(rig, await rig.register()))).toEqual(oidcRefusal({ status, type, error }));
});

test("a client that registered only the device grant may not refresh, nor the other way round", async () => {
  await using rig = await startRig();
  const deviceOnly = await rig.register({ grantTypes: [deviceCodeGrant] });
  const refreshOnly = await rig.register({ grantTypes: ["refresh_token"] });
  expect((await rig.refresh(deviceOnly, "aor")).json["error"]).toBe("unauthorized_client");
  expect((await start({})(rig, refreshOnly)).headers.get("x-amzn-errortype")).toMatch(
    /^UnauthorizedClientException/,
  );
});

test("an expired registration is invalid_client at once, not a second before", async () => {
  await using rig = await startRig();
  const client = await rig.register();
  rig.mock.clock.advance(90 * 86_400_000 - 1);
  expect((await start({})(rig, client)).status).toBe(200);
  rig.mock.clock.advance(1);
  expect((await start({})(rig, client)).json["error"]).toBe("invalid_client");
  expect((await token({})(rig, client)).status).toBe(401);
});

/** The errors of each SSO-OIDC operation, as its service model lists them, read from the raw response. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { SeedSettings } from "../../src/index.ts";
import { oidcRefusal, onTheWire } from "../support/refusal.ts";
import { deviceCodeGrant, registration, startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";

interface Row {
  readonly operation: string;
  readonly type: string;
  readonly status: number;
  readonly error: string;
  readonly reason?: string;
  readonly settings?: SeedSettings;
  readonly send: (rig: Rig) => Promise<Reply>;
}

type Members = Readonly<Record<string, unknown>>;

const register =
  (changes: Members = {}): Row["send"] =>
  (rig) =>
    rig.post("/client/register", registration(changes));
const start =
  (changes: Members = {}, registered: Members = {}): Row["send"] =>
  async (rig) =>
    rig.post("/device_authorization", {
      ...(await rig.register(registered)),
      startUrl: rig.mock.startUrl,
      ...changes,
    });
const create =
  (changes: Members = {}, registered: Members = {}): Row["send"] =>
  async (rig) =>
    rig.post("/token", {
      ...(await rig.register(registered)),
      grantType: deviceCodeGrant,
      deviceCode: "unknown",
      ...changes,
    });
/** Polls a device code after something happened to it. */
const poll =
  (happened: (rig: Rig, userCode: string) => void, polls = 1): Row["send"] =>
  async (rig) => {
    const client = await rig.register();
    const device = await rig.startDevice(client);
    happened(rig, device.userCode);
    for (let i = 1; i < polls; i += 1) await rig.poll(client, device);
    return rig.poll(client, device);
  };
/** What the service has to itself to go wrong: a fault script says that it does. */
const failing =
  (
    operation: "RegisterClient" | "StartDeviceAuthorization" | "CreateToken",
    fault: Omit<Row, "send">,
  ): Row["send"] =>
  async (rig) => {
    const { status, type, reason } = fault;
    rig.mock.faults.add({ kind: "error", operation, status, error: type, reason });
    return { RegisterClient: register(), StartDeviceAuthorization: start(), CreateToken: create() }[
      operation
    ](rig);
  };
const twice =
  (send: (rig: Rig) => Promise<Reply>): Row["send"] =>
  async (rig) => {
    await send(rig);
    return send(rig);
  };
const startTwice: Row["send"] = async (rig) => {
  const client = await rig.register();
  await rig.startDevice(client);
  return rig.post("/device_authorization", { ...client, startUrl: rig.mock.startUrl });
};

const of = (
  operation: string,
  [type, status, error]: readonly [string, number, string],
  send: Row["send"],
  more: Pick<Row, "settings" | "reason"> = {},
): Row => ({ operation, type, status, error, send, ...more });
const faulty = (
  operation: Parameters<typeof failing>[0],
  [type, status, error]: readonly [string, number, string],
  reason?: string,
): Row => {
  const row = { operation, type, status, error, ...(reason === undefined ? {} : { reason }) };
  return { ...row, send: failing(operation, row) };
};

const invalidRequest = ["InvalidRequestException", 400, "invalid_request"] as const;
const invalidClient = ["InvalidClientException", 401, "invalid_client"] as const;
const invalidClientMetadata = ["InvalidClientMetadataException", 400, "invalid_client_metadata"] as const;
const invalidRedirectUri = ["InvalidRedirectUriException", 400, "invalid_redirect_uri"] as const;
const invalidScope = ["InvalidScopeException", 400, "invalid_scope"] as const;
const invalidGrant = ["InvalidGrantException", 400, "invalid_grant"] as const;
const unauthorizedClient = ["UnauthorizedClientException", 400, "unauthorized_client"] as const;
const unsupportedGrantType = ["UnsupportedGrantTypeException", 400, "unsupported_grant_type"] as const;
const authorizationPending = ["AuthorizationPendingException", 400, "authorization_pending"] as const;
const slowDown = ["SlowDownException", 400, "slow_down"] as const;
const accessDenied = ["AccessDeniedException", 400, "access_denied"] as const;
const expiredToken = ["ExpiredTokenException", 400, "expired_token"] as const;
const internalServer = ["InternalServerException", 500, "server_error"] as const;

const rows: readonly Row[] = [
  of("RegisterClient", invalidRequest, register({ clientName: undefined })),
  of("RegisterClient", invalidScope, register({ scopes: ["root"] })),
  of("RegisterClient", invalidClientMetadata, register({ clientType: "confidential" })),
  of("RegisterClient", invalidRedirectUri, register({ redirectUris: ["http://example.com/"] })),
  of("RegisterClient", unsupportedGrantType, register({ grantTypes: ["password"] })),
  of("RegisterClient", slowDown, twice(register()), { settings: { registrationsPerSecond: 1 } }),
  faulty("RegisterClient", internalServer),
  of("StartDeviceAuthorization", invalidRequest, start({ startUrl: "https://other.awsapps.com/start" })),
  of("StartDeviceAuthorization", invalidClient, start({ clientSecret: "wrong" })),
  of("StartDeviceAuthorization", unauthorizedClient, start({}, { grantTypes: ["refresh_token"] })),
  of("StartDeviceAuthorization", slowDown, startTwice, { settings: { deviceStartsPerSecond: 1 } }),
  faulty("StartDeviceAuthorization", internalServer),
  of("CreateToken", invalidRequest, create({ deviceCode: undefined })),
  faulty("CreateToken", invalidRequest, "KMS_NotFoundException"),
  faulty("CreateToken", invalidRequest, "KMS_InvalidKeyUsageException"),
  faulty("CreateToken", invalidRequest, "KMS_InvalidStateException"),
  faulty("CreateToken", invalidRequest, "KMS_DisabledException"),
  of("CreateToken", invalidClient, create({ clientSecret: "wrong" })),
  of("CreateToken", invalidGrant, create()),
  of("CreateToken", unauthorizedClient, create({}, { grantTypes: ["refresh_token"] })),
  of("CreateToken", unsupportedGrantType, create({ grantType: "password" })),
  faulty("CreateToken", invalidScope),
  of(
    "CreateToken",
    authorizationPending,
    poll(() => undefined),
  ),
  of(
    "CreateToken",
    slowDown,
    poll(() => undefined, 2),
  ),
  of(
    "CreateToken",
    accessDenied,
    poll((rig, userCode) => rig.mock.deny(userCode)),
  ),
  faulty("CreateToken", accessDenied, "KMS_AccessDeniedException"),
  of(
    "CreateToken",
    expiredToken,
    poll((rig) => rig.mock.clock.advance(600_000)),
  ),
  faulty("CreateToken", internalServer),
  of("CreateTokenWithIAM", unsupportedGrantType, (rig) => rig.post("/token?aws_iam=t", {})),
];

test.for(
  rows.map(
    (row) => [row.operation, row.type, row.status, row.error, row.reason ?? "no reason", row] as const,
  ),
)("%s: %s is %i %s, %s", async ([, , , , , row]) => {
  const seed = { ...defaultSeed, settings: row.settings };
  await using rig = await startRig({ seed });
  expect(onTheWire(rig, await row.send(rig))).toEqual(oidcRefusal(row));
});

/** How many errors the service model lists for each operation. */
const model = {
  RegisterClient: 7,
  StartDeviceAuthorization: 5,
  CreateToken: 11,
} as const;

test.for(Object.entries(model))(
  "%s: the table has all %i errors of the service model",
  ([operation, count]) => {
    const types = rows.filter((row) => row.operation === operation).map(({ type }) => type);
    expect(new Set(types).size).toBe(count);
  },
);

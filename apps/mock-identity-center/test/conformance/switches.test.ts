/** Each switch for a point that AWS leaves open, at each of its values; the default is the first. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { Seed, SeedInstanceSettings } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";

/** The settings are the instance's own, not the document's. */
function seedWith(settings: SeedInstanceSettings, region = "us-east-1"): Seed {
  return {
    ...defaultSeed,
    instances: defaultSeed.instances.map((instance) => ({ ...instance, region, settings })),
  };
}

const startRigWith = (settings: SeedInstanceSettings): Promise<Rig> => startRig({ seed: seedWith(settings) });

test.for([
  [{}, '{"error":"authorization_pending","error_description":"Authorization is still pending"}'],
  [
    { errorDescription: "ours" },
    '{"error":"authorization_pending","error_description":"Authorization is still pending"}',
  ],
  [{ errorDescription: "absent" }, '{"error":"authorization_pending"}'],
  [{ errorDescription: "null" }, '{"error":"authorization_pending","error_description":null}'],
] as const)("errorDescription: with %j a pending poll is %s", async ([settings, body]) => {
  await using rig = await startRigWith(settings);
  const client = await rig.register();
  expect((await rig.poll(client, await rig.startDevice(client))).text).toBe(body);
});

test("errorDescription: the document's holds while the instance is not known", async () => {
  await using rig = await startRig({ seed: { ...defaultSeed, settings: { errorDescription: "null" } } });
  expect((await rig.post("/client/register", {})).text).toBe(
    '{"error":"invalid_request","error_description":null}',
  );
});

test.for([
  [{}, "us-east-1", /^http:\/\/127\.0\.0\.1:\d+\/device$/],
  [{ verificationUri: "mock" }, "us-east-1", /^http:\/\/127\.0\.0\.1:\d+\/device$/],
  [{ verificationUri: "device.sso" }, "us-east-1", /^https:\/\/device\.sso\.us-east-1\.amazonaws\.com\/$/],
  [
    { verificationUri: "device.sso" },
    "us-gov-west-1",
    /^https:\/\/device\.sso\.us-gov-west-1\.amazonaws\.com\/$/,
  ],
  [
    { verificationUri: "device.sso" },
    "cn-north-1",
    /^https:\/\/device\.sso\.cn-north-1\.amazonaws\.com\.cn\/$/,
  ],
  [
    { verificationUri: "device.sso", chinaDeviceSuffix: "amazonaws.com.cn" },
    "cn-north-1",
    /^https:\/\/device\.sso\.cn-north-1\.amazonaws\.com\.cn\/$/,
  ],
  [
    { verificationUri: "device.sso", chinaDeviceSuffix: "amazonaws.com" },
    "cn-north-1",
    /^https:\/\/device\.sso\.cn-north-1\.amazonaws\.com\/$/,
  ],
  [
    { verificationUri: "device.sso", chinaDeviceSuffix: "amazonaws.com" },
    "eusc-de-east-1",
    /^https:\/\/device\.sso\.eusc-de-east-1\.amazonaws\.eu\/$/,
  ],
  [{ verificationUri: "portal-fragment" }, "us-east-1", /^https:\/\/acme\.awsapps\.com\/start\/#\/device$/],
  [
    { verificationUri: "regional-portal" },
    "us-east-1",
    /^https:\/\/ssoins-[\da-f]{16}\.us-east-1\.portal\.amazonaws\.com\/#\/device$/,
  ],
  [
    { verificationUri: "regional-portal" },
    "cn-northwest-1",
    /^https:\/\/ssoins-[\da-f]{16}\.cn-northwest-1\.portal\.amazonaws\.com\.cn\/#\/device$/,
  ],
] as const)("verificationUri: with %j in %s it is %s", async ([settings, region, uri]) => {
  await using rig = await startRig({ seed: seedWith(settings, region) });
  const device = (await rig.startDevice(await rig.register())) as unknown as Record<string, string>;
  expect(device["verificationUri"]).toMatch(uri);
  expect(device["verificationUriComplete"]).toBe(
    `${device["verificationUri"]}?user_code=${device["userCode"]}`,
  );
});

test("verificationUri: the mock's verificationBase goes before it", async () => {
  const seed = seedWith({ verificationUri: "device.sso" });
  await using rig = await startRig({ seed, verificationBase: "https://acme.awsapps.com/start/#/device" });
  const device = await rig.startDevice(await rig.register());
  expect(device.verificationUriComplete).toMatch(/^https:\/\/acme\.awsapps\.com\/start\/#\/device\?/);
});

test.for([
  [{}, 401],
  [{ expiredRegistrationStart: "refused" }, 401],
  [{ expiredRegistrationStart: "accepted" }, 200],
] as const)("expiredRegistrationStart: with %j Start answers %i", async ([settings, status]) => {
  await using rig = await startRigWith(settings);
  const client = await rig.register();
  rig.mock.clock.advance(90 * 86_400_000);
  const startUrl = rig.mock.startUrl;
  expect((await rig.post("/device_authorization", { ...client, startUrl })).status).toBe(status);
  const wrong = await rig.post("/device_authorization", { ...client, clientSecret: "wrong", startUrl });
  expect(wrong.status).toBe(401);
  const token = { ...client, grantType: "refresh_token", refreshToken: "aor" };
  expect((await rig.post("/token", token)).json["error"]).toBe("invalid_client");
});

test.for([
  [{}, "invalid_grant", "InvalidGrantException"],
  [{ redeemedDeviceCode: "invalid_grant" }, "invalid_grant", "InvalidGrantException"],
  [{ redeemedDeviceCode: "expired_token" }, "expired_token", "ExpiredTokenException"],
] as const)("redeemedDeviceCode: with %j a spent device code is 400 %s", async ([settings, error, type]) => {
  await using rig = await startRigWith(settings);
  const client = await rig.register();
  const device = await rig.startDevice(client);
  rig.mock.approve(device.userCode, "ada.lovelace");
  expect((await rig.poll(client, device)).status).toBe(200);
  rig.mock.clock.advance(1000);
  const reply = await rig.poll(client, device);
  expect([reply.status, reply.json["error"]]).toEqual([400, error]);
  expect(reply.headers.get("x-amzn-errortype")?.split(":")[0]).toBe(type);
});

test.for([
  [{}, 400],
  [{ refreshTokenReuse: "refused" }, 400],
  [{ refreshTokenReuse: "accepted" }, 200],
] as const)("refreshTokenReuse: with %j a rotated refresh token is %i", async ([settings, status]) => {
  await using rig = await startRigWith(settings);
  const { client, refreshToken } = await rig.signIn();
  expect((await rig.refresh(client, refreshToken)).json).toHaveProperty("refreshToken");
  expect((await rig.refresh(client, refreshToken)).status).toBe(status);
});

test.for([
  [{}, true, 400],
  [{ refreshTokenRotation: "rotated" }, true, 400],
  [{ refreshTokenRotation: "kept" }, false, 200],
] as const)(
  "refreshTokenRotation: with %j a refresh answers a new one: %s, and the old one then is %i",
  async ([settings, isNew, status]) => {
    await using rig = await startRigWith(settings);
    const { client, refreshToken } = await rig.signIn();
    const { json } = await rig.refresh(client, refreshToken);
    expect(Object.hasOwn(json, "refreshToken")).toBe(isNew);
    expect((await rig.refresh(client, refreshToken)).status).toBe(status);
    rig.mock.revokeSession(rig.mock.sessions()[0]?.id ?? "");
    expect((await rig.refresh(client, refreshToken)).json["error"]).toBe("invalid_grant");
  },
);

test.for([
  [{}, 3600],
  [{ accessTokenSeconds: 60 }, 60],
  [{ accessTokenSeconds: 86_400 }, 28_800],
  [{ accessTokenSeconds: 86_400, sessionDurationSeconds: 7_776_000 }, 86_400],
] as const)("accessTokenSeconds: with %j expiresIn is %i and true", async ([settings, seconds]) => {
  await using rig = await startRigWith(settings);
  const tokens = await rig.signIn();
  expect(tokens).toHaveProperty("expiresIn", seconds);
  rig.mock.clock.advance(seconds * 1000 - 1);
  expect((await rig.portal("/assignment/accounts", tokens.accessToken)).status).toBe(200);
  rig.mock.clock.advance(1);
  expect((await rig.portal("/assignment/accounts", tokens.accessToken)).status).toBe(401);
});

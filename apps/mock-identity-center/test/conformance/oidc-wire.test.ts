/** wire-level facts of SSO-OIDC: paths, member names, units, value shapes, error bodies and headers. */

import { expect, test } from "vitest";
import { deviceCodeGrant, registration, startOfTime, startRig } from "../support/rig.ts";

test("RegisterClient answers in camelCase with epoch seconds, 90 days apart, and nothing else", async () => {
  await using rig = await startRig();
  const { status, headers, json } = await rig.post("/client/register", registration());
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("x-amzn-requestid")).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
  expect(Object.keys(json).toSorted()).toEqual([
    "clientId",
    "clientIdIssuedAt",
    "clientSecret",
    "clientSecretExpiresAt",
  ]);
  expect(json["clientIdIssuedAt"]).toBe(startOfTime / 1000);
  expect(json["clientSecretExpiresAt"]).toBe(startOfTime / 1000 + 90 * 86_400);
});

test("the client id ends in the region and the client secret is a JWT-looking 1.8 kB", async () => {
  await using rig = await startRig();
  const { clientId, clientSecret } = await rig.register();
  expect(clientId).toMatch(/^[\w-]{34,38}$/);
  expect(Buffer.from(clientId.slice(22), "base64url").toString()).toBe("us-east-1");
  expect(clientSecret).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(clientSecret.length).toBeGreaterThan(1750);
  expect(clientSecret.length).toBeLessThan(1900);
  expect(JSON.parse(Buffer.from(clientSecret.split(".")[0] ?? "", "base64url").toString())).toHaveProperty(
    "alg",
  );
});

test("RFC 8628 5.1, RFC 8628 5.2: StartDeviceAuthorization answers a code of eight RFC 8628 letters, its two URIs, 600 s and 1 s", async () => {
  await using rig = await startRig();
  const client = await rig.register();
  const { json } = await rig.post("/device_authorization", { ...client, startUrl: rig.mock.startUrl });
  expect(json["userCode"]).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  expect(json["deviceCode"]).toMatch(/^[\w-]{86}$/);
  expect(json).toMatchObject({
    expiresIn: 600,
    interval: 1,
    verificationUri: `${rig.mock.url}/device`,
    verificationUriComplete: `${rig.mock.url}/device?user_code=${String(json["userCode"])}`,
  });
});

test("the verification URI can be AWS-shaped, the code put after it as text", async () => {
  const verificationBase = "https://acme.awsapps.com/start/#/device";
  await using rig = await startRig({ verificationBase, publicUrl: "https://idc.example" });
  const device = await rig.startDevice(await rig.register());
  expect(device.verificationUriComplete).toBe(`${verificationBase}?user_code=${device.userCode}`);
});

test("CreateToken answers opaque tokens with AWS's prefixes, Bearer, and seconds", async () => {
  await using rig = await startRig();
  const client = await rig.register();
  const device = await rig.startDevice(client);
  rig.mock.approve(device.userCode, "ada.lovelace");
  const { status, json } = await rig.poll(client, device);
  expect(status).toBe(200);
  expect(json["accessToken"]).toMatch(/^aoa[\w-]+:[A-Za-z\d+/=]+$/);
  expect(json["refreshToken"]).toMatch(/^aor[\w-]+:[A-Za-z\d+/=]+$/);
  expect(String(json["accessToken"]).length).toBeGreaterThan(250);
  expect(json).toMatchObject({ tokenType: "Bearer", expiresIn: 3600 });
  expect(json).not.toHaveProperty("idToken");
});

test.for(["", "/", "#", "#/", "/#/"])(
  "a start URL pasted with the tail '%s' is taken for the portal",
  async (tail) => {
    await using rig = await startRig();
    const client = await rig.register();
    const reply = await rig.post("/device_authorization", {
      ...client,
      startUrl: `${rig.mock.startUrl}${tail}`,
    });
    expect(reply.status).toBe(200);
  },
);

test("an error has its type in the header, RFC 8628's code and a description in the body, no message", async () => {
  await using rig = await startRig();
  const client = await rig.register();
  const reply = await rig.poll(client, await rig.startDevice(client));
  expect(reply.status).toBe(400);
  expect(reply.headers.get("x-amzn-errortype")).toBe(
    "AuthorizationPendingException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/",
  );
  expect(reply.text).toBe(
    '{"error":"authorization_pending","error_description":"Authorization is still pending"}',
  );
});

test("a client may send members that the mock does not know", async () => {
  await using rig = await startRig();
  const client = await rig.register({ somethingNew: { deep: [1] } });
  const body = { ...client, grantType: deviceCodeGrant, deviceCode: "x", scope: ["sso:account:access"] };
  expect((await rig.post("/token", body)).json["error"]).toBe("invalid_grant");
});

/** The two forms of access tokens, and their sizes. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { SeedInstanceSettings } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";

const startRigWith = (settings: SeedInstanceSettings): Promise<Rig> =>
  startRig({ seed: { ...defaultSeed, settings } });

test.for([{}, { accessTokenForm: "opaque" }] as const)(
  "with %j a token is opaque and has 297 characters",
  async (settings) => {
    await using rig = await startRigWith(settings);
    const { accessToken } = await rig.signIn();
    expect(accessToken).toMatch(/^aoa[\w-]+:[A-Za-z\d+/=]+$/);
    expect(accessToken).toHaveLength(297);
  },
);

test.for([
  [{ accessTokenForm: "jwe" }, 2048],
  [{ accessTokenForm: "jwe", jweLength: 512 }, 512],
  [{ accessTokenForm: "jwe", jweLength: 4099 }, 4099],
  [{ accessTokenForm: "jwe", jweLength: 16_384 }, 16_384],
] as const)("with %j a token is a JWE of %i characters that the portal takes", async ([settings, length]) => {
  await using rig = await startRigWith(settings);
  const { accessToken } = await rig.signIn();
  expect([length, length - 1]).toContain(accessToken.length);
  const parts = accessToken.split(".");
  expect(accessToken).toMatch(/^eyJlbmMi/);
  expect(JSON.parse(Buffer.from(parts[0] ?? "", "base64url").toString())).toEqual({
    enc: "A256GCM",
    alg: "A256KW",
  });
  const [, key, vector, , tag] = parts.map((part) => Buffer.from(part, "base64url").length);
  expect([parts.length, key, vector, tag]).toEqual([5, 40, 12, 16]);
  expect(parts.every((part) => /^[\w-]+$/.test(part))).toBe(true);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  expect(rig.mock.issuedSecrets()).toContain(accessToken);
  const changed = `${accessToken.slice(0, -1)}${accessToken.endsWith("A") ? "B" : "A"}`;
  expect((await rig.portal("/assignment/accounts", changed)).status).toBe(401);
});

test("a token keeps working when the form of new ones changes", async () => {
  await using rig = await startRig();
  const opaque = await rig.signIn();
  rig.mock.changeSettings({ accessTokenForm: "jwe" });
  const jwe = await rig.signIn("ada.lovelace", opaque.client);
  rig.mock.changeSettings({ jweLength: 4096 });
  const longer = await rig.signIn("ada.lovelace", opaque.client);
  for (const { accessToken } of [opaque, jwe, longer])
    expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
});

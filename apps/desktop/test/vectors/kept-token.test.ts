/** The vectors of the JS SDK's fromSso, where the cache is our vault and "log in" is a sign-in that is needed. */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import { secret } from "@latchkey/secret";
import { expectSecret } from "@latchkey/test-kit";
import { memoryKeyStore, TokenVaultError } from "@latchkey/token-vault";
import { describe, expect, it } from "vitest";
import {
  CLIENT_ID,
  keeperRig,
  OWNER,
  refreshed,
  registrationUntil,
  signInUntil,
  withSecondsLeft,
} from "../support/keeper-rig.ts";
import type { Answer, KeeperRig } from "../support/keeper-rig.ts";
import { rehearse } from "../support/rehearsal.ts";

const failures: [string, Answer][] = [
  [
    "throws",
    () => Promise.reject(new DeviceFlowError("DEVICE_FLOW_TRANSPORT", "CreateToken: the request failed")),
  ],
  [
    "answers without accessToken or expiresIn",
    () =>
      Promise.reject(
        new DeviceFlowError("DEVICE_FLOW_MALFORMED_RESPONSE", "CreateToken: accessToken: expected text"),
      ),
  ],
];

it("J2: a record that cannot be decrypted leads to a sign-in, and says so", async () => {
  await using app = await rehearse();
  await app.signInOnce();
  const services = await app.services({ keyStore: memoryKeyStore() });
  expect(await services.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "unreadable" });
});

it.each([
  ["accessToken", {}, { clientId: CLIENT_ID, expiresAt: "2021-12-25T21:30:00.000Z" }],
  ["expiresAt", { accessToken: secret("access-1") }, { clientId: CLIENT_ID }],
  [
    "an instant in expiresAt",
    { accessToken: secret("access-1") },
    { clientId: CLIENT_ID, expiresAt: "tomorrow" },
  ],
])("J3: a record without %s is unreadable, and leads to a sign-in", async (_, secrets, metadata) => {
  using rig = await keeperRig();
  await rig.vault.put({ ...OWNER, kind: "sign-in" }, { secrets, metadata });
  expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "unreadable" });
});

it("J4: more than five minutes are left: the stored token, and nobody is asked", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 301);
  const token = await rig.keeper.accessToken();
  if (token.status !== "usable") throw new Error(token.status);
  expectSecret(token.accessToken, "access-1");
  expect(rig.refreshes).toHaveLength(0);
});

describe("J7: needs a refresh", () => {
  const without: [string, (rig: KeeperRig) => Promise<unknown>][] = [
    ["client", () => Promise.resolve()],
    [
      "client of its own",
      (rig) => rig.store.writeRegistration(registrationUntil(new Date(rig.clock.now() + 1e9), "another")),
    ],
  ];
  it.each(without)("J7: and has no %s: sign in, and nobody is asked", async (_, prepare) => {
    using rig = await keeperRig();
    await rig.store.write(signInUntil(new Date(rig.clock.now() - 1000)));
    await prepare(rig);
    expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    expect(rig.refreshes).toHaveLength(0);
  });

  it("J7: and has a registration without its secret: sign in, and nobody is asked", async () => {
    using rig = await keeperRig();
    await rig.store.write(signInUntil(new Date(rig.clock.now() - 1000)));
    const expiresAt = new Date(rig.clock.now() + 1e9).toISOString();
    await rig.vault.put(
      { ...OWNER, kind: "client-registration" },
      { secrets: {}, metadata: { clientId: CLIENT_ID, expiresAt } },
    );
    expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    expect(rig.refreshes).toHaveLength(0);
  });

  it("J7: and has no refresh token, but minutes left: used until its end", async () => {
    using rig = await keeperRig();
    const { accessToken, expiresAt } = signInUntil(new Date(rig.clock.now() + 60_000)).tokens;
    await rig.store.write({ clientId: CLIENT_ID, tokens: { accessToken, expiresAt } });
    expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
    rig.clock.jump(60_000);
    expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  });
});

it.each(failures)("J8: 299 s left and the refresh %s: the stored token", async (_, answer) => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 299);
  rig.answer(answer);
  const token = await rig.keeper.accessToken();
  if (token.status !== "usable") throw new Error(token.status);
  expectSecret(token.accessToken, "access-1");
  expect(rig.refreshes).toHaveLength(1);
});

it.each(failures)(
  "J9: (ours: an outage, not an end) the token has ended and the refresh %s: unavailable, and the sign-in is kept",
  async (_, answer) => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, -1);
    rig.answer(answer);
    const result = await rig.keeper.accessToken();
    expect(result).toMatchObject({ status: "unavailable", cause: expect.any(DeviceFlowError) });
    expect((await rig.store.read()).status).toBe("found");
  },
);

it("J10: a refresh that succeeds: the new token is used and stored, and what did not change stays", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 100);
  rig.answer(() => Promise.resolve(refreshed(rig)));
  const token = await rig.keeper.accessToken();
  if (token.status !== "usable") throw new Error(token.status);
  expectSecret(token.accessToken, "access-2");
  const read = await rig.store.read();
  if (read.status !== "found") throw new Error(read.status);
  expect(read.signIn.clientId).toBe(CLIENT_ID);
  expectSecret(read.signIn.tokens.refreshToken, "refresh-2");
});

it("J11: a refresh that succeeds and cannot be written: the new token anyway, now and for this run", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 100);
  rig.answer(() => Promise.resolve(refreshed(rig)));
  const full = new TokenVaultError("VAULT_WRITE_FAILED", "No space is left on the device.");
  rig.vault.put = () => Promise.reject(full);
  for (const wasRefreshed of [true, false]) {
    const token = await rig.keeper.accessToken();
    if (token.status !== "usable") throw new Error(token.status);
    expectSecret(token.accessToken, "access-2");
    expect(token.refreshed).toBe(wasRefreshed);
  }
  expect(rig.refreshes).toHaveLength(1);
});

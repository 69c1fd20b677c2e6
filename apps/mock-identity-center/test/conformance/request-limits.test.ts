/** The limits that a seed may set: how many requests in a second, whose they are, and when they end. */

import { ListAccountsCommand, SSOClient } from "@aws-sdk/client-sso";
import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { SeedSettings } from "../../src/index.ts";
import { registration, startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";

const startRigWith = (settings: SeedSettings): Promise<Rig> =>
  startRig({ seed: { ...defaultSeed, settings } });

async function statuses(count: number, send: () => Promise<{ readonly status: number }>): Promise<number[]> {
  const seen: number[] = [];
  for (let i = 0; i < count; i += 1) seen.push((await send()).status);
  return seen;
}

test("there is no limit by default", async () => {
  await using rig = await startRig();
  const { accessToken, client } = await rig.signIn();
  const body = { ...client, startUrl: rig.mock.startUrl };
  expect(new Set(await statuses(30, () => rig.portal("/assignment/accounts", accessToken)))).toEqual(
    new Set([200]),
  );
  expect(new Set(await statuses(30, () => rig.post("/device_authorization", body)))).toEqual(new Set([200]));
  expect(new Set(await statuses(30, () => rig.post("/client/register", registration())))).toEqual(
    new Set([200]),
  );
});

test("portalRequestsPerSecond: a second begins with its first request, and refused ones do not push its end", async () => {
  await using rig = await startRigWith({ portalRequestsPerSecond: 2 });
  const { accessToken } = await rig.signIn();
  const list = (): ReturnType<Rig["portal"]> => rig.portal("/assignment/accounts", accessToken);
  expect(await statuses(4, list)).toEqual([200, 200, 429, 429]);
  rig.mock.clock.advance(999);
  expect(await statuses(1, list)).toEqual([429]);
  rig.mock.clock.advance(1);
  expect(await statuses(3, list)).toEqual([200, 200, 429]);
});

test("portalRequestsPerSecond: each sign-in has its own, shared by its tokens and all operations", async () => {
  await using rig = await startRigWith({ portalRequestsPerSecond: 1 });
  const first = await rig.signIn();
  const second = await rig.signIn("ada.lovelace", first.client);
  const refreshed = (await rig.refresh(first.client, first.refreshToken)).json["accessToken"] as string;
  expect((await rig.portal("/assignment/accounts", first.accessToken)).status).toBe(200);
  expect((await rig.portal("/assignment/accounts", second.accessToken)).status).toBe(200);
  const roles = "/assignment/roles?account_id=111122223333";
  expect((await rig.portal(roles, refreshed)).status).toBe(429);
});

test("deviceStartsPerSecond: each client has its own, and a wrong secret counts for nothing", async () => {
  await using rig = await startRigWith({ deviceStartsPerSecond: 1 });
  const client = await rig.register();
  const start = (clientSecret: string): ReturnType<Rig["post"]> =>
    rig.post("/device_authorization", { ...client, clientSecret, startUrl: rig.mock.startUrl });
  expect((await start("wrong")).status).toBe(401);
  expect((await start(client.clientSecret)).status).toBe(200);
  expect((await start(client.clientSecret)).json["error"]).toBe("slow_down");
  expect(await rig.startDevice(await rig.register())).toHaveProperty("deviceCode");
  rig.mock.clock.advance(1000);
  expect((await start(client.clientSecret)).status).toBe(200);
});

test("registrationsPerSecond: holds for all clients together", async () => {
  await using rig = await startRigWith({ registrationsPerSecond: 3 });
  const register = (): ReturnType<Rig["post"]> => rig.post("/client/register", registration());
  expect(await statuses(5, register)).toEqual([200, 200, 200, 400, 400]);
  rig.mock.clock.advance(1000);
  expect(await statuses(1, register)).toEqual([200]);
});

test("a clock that is set back begins a new second", async () => {
  await using rig = await startRigWith({ registrationsPerSecond: 1 });
  const register = (): ReturnType<Rig["post"]> => rig.post("/client/register", registration());
  expect(await statuses(2, register)).toEqual([200, 400]);
  rig.mock.clock.set(0);
  expect(await statuses(1, register)).toEqual([200]);
});

test("the AWS SDK takes 429 for throttling, tries again and succeeds when the second is over", async () => {
  await using rig = await startRigWith({ portalRequestsPerSecond: 1 });
  const { accessToken } = await rig.signIn();
  await rig.portal("/assignment/accounts", accessToken);
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl, maxAttempts: 3 });
  const listing = client.send(new ListAccountsCommand({ accessToken }));
  await expect.poll(() => rig.mock.requests().at(-1)?.status).toBe(429);
  rig.mock.clock.advance(1000);
  expect((await listing).$metadata).toMatchObject({ attempts: 2, httpStatusCode: 200 });
});

test("the AWS SDK gives up with the service's own error", async () => {
  await using rig = await startRigWith({ portalRequestsPerSecond: 1 });
  const { accessToken } = await rig.signIn();
  await rig.portal("/assignment/accounts", accessToken);
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl, maxAttempts: 2 });
  await expect(client.send(new ListAccountsCommand({ accessToken }))).rejects.toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429, attempts: 2 },
  });
});

/** Which requests a fault spoils, and how many. */

import { expect, test } from "vitest";
import type { Fault } from "../../src/index.ts";
import { registration, startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const gateway = { kind: "html", status: 502 } as const;

async function statuses(rig: Rig, count: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let turn = 0; turn < count; turn += 1)
    seen.push((await rig.post("/client/register", registration())).status);
  return seen;
}

test.for([
  ["once by default", {}, [502, 200, 200, 200]],
  ["as many times as said", { times: 3 }, [502, 502, 502, 200]],
  ["for ever with Infinity", { times: Infinity }, [502, 502, 502, 502]],
  ["from the nth request on", { nth: 2, times: 2 }, [200, 502, 502, 200]],
] as const)("a fault spoils requests %s", async ([, count, expected]) => {
  await using rig = await startRig();
  rig.mock.faults.add({ ...gateway, ...count });
  expect(await statuses(rig, 4)).toEqual(expected);
});

test("several faults take their turns in the order they were added", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "html", status: 502 });
  rig.mock.faults.add({ kind: "html", status: 503 });
  rig.mock.faults.add({ kind: "html", status: 504, nth: 4 });
  expect(await statuses(rig, 5)).toEqual([502, 503, 200, 504, 200]);
});

test("nth counts matching requests only, from when the fault was added", async () => {
  await using rig = await startRig();
  await rig.register();
  const fault = rig.mock.faults.add({ ...gateway, operation: "RegisterClient", nth: 2 });
  await rig.post("/token", {});
  expect(await statuses(rig, 3)).toEqual([200, 502, 200]);
  expect(fault.used).toBe(1);
});

test("operation names one, or several in a list", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ ...gateway, operation: ["ListAccounts", "Logout"], times: Infinity });
  expect((await rig.portal("/assignment/accounts")).status).toBe(502);
  expect((await rig.portal("/assignment/roles")).status).toBe(401);
  expect((await rig.send("POST", "/logout")).status).toBe(502);
});

test.for([
  ["CreateTokenWithIAM", "POST", "/token?aws_iam=t"],
  ["ConverseStream", "POST", "/model/x/converse-stream"],
  ["GetCallerIdentity", "POST", "/"],
  ["Page", "GET", "/device"],
  ["Unknown", "GET", "/nothing"],
] as const)("operation %s is known by its path", async ([operation, method, path]) => {
  await using rig = await startRig();
  const fault = rig.mock.faults.add({ ...gateway, operation });
  expect((await rig.send(method, path)).status).toBe(502);
  expect(fault.used).toBe(1);
});

test("client fits the id and the registered name, in OIDC and portal requests", async () => {
  await using rig = await startRig();
  const one = await rig.signIn("ada.lovelace", await rig.register({ clientName: "one" }));
  const other = await rig.signIn("ada.lovelace", await rig.register({ clientName: "other" }));
  const byName = rig.mock.faults.add({ ...gateway, client: "one", times: Infinity });
  expect((await rig.refresh(other.client, other.refreshToken)).status).toBe(200);
  expect((await rig.refresh(one.client, one.refreshToken)).status).toBe(502);
  expect((await rig.portal("/assignment/accounts", other.accessToken)).status).toBe(200);
  expect((await rig.portal("/assignment/accounts", one.accessToken)).status).toBe(502);
  expect((await rig.post("/client/register", registration({ clientName: "one" }))).status).toBe(502);
  byName.remove();
  rig.mock.faults.add({ ...gateway, client: other.client.clientId });
  expect((await rig.portal("/assignment/accounts", one.accessToken)).status).toBe(200);
  expect((await rig.portal("/assignment/accounts", other.accessToken)).status).toBe(502);
});

test("userName fits approved codes, refresh tokens, bearer tokens and role credentials", async () => {
  await using rig = await startRig();
  const ada = await rig.signIn("ada.lovelace");
  const keys = await mintKeys(rig, "ada.lovelace");
  const waiting = await rig.startDevice(ada.client);
  rig.mock.faults.add({ ...gateway, userName: "ada.lovelace", times: Infinity });
  expect((await rig.poll(ada.client, waiting)).json["error"]).toBe("authorization_pending");
  rig.mock.approve(waiting.userCode, "ada.lovelace");
  expect((await rig.poll(ada.client, waiting)).status).toBe(502);
  expect((await rig.refresh(ada.client, ada.refreshToken)).status).toBe(502);
  expect((await rig.portal("/assignment/accounts", ada.accessToken)).status).toBe(502);
  expect((await postSigned(rig, keys, "/model/x/converse", "{}")).status).toBe(502);
  const grace = await rig.signIn("grace.hopper");
  expect((await rig.portal("/assignment/accounts", grace.accessToken)).status).toBe(200);
});

test("remove takes one fault out, clear takes all", async () => {
  await using rig = await startRig();
  const first = rig.mock.faults.add({ ...gateway, times: Infinity });
  rig.mock.faults.add({ kind: "html", status: 503, times: Infinity });
  expect(await statuses(rig, 1)).toEqual([502]);
  first.remove();
  expect(await statuses(rig, 1)).toEqual([503]);
  rig.mock.faults.clear();
  expect(await statuses(rig, 1)).toEqual([200]);
  expect(first.used).toBe(1);
});

test.for([
  ["kind", { kind: "explode" }],
  ["operation", { ...gateway, operation: "CreateTokens" }],
  ["nth", { ...gateway, nth: 0 }],
  ["times", { ...gateway, times: 1.5 }],
  ["status", { kind: "error", status: 200, error: "slow_down" }],
  ["error", { kind: "error", status: 400, error: "<b>" }],
  ["headers", { kind: "error", status: 400, error: "slow_down", headers: { "a b": "c" } }],
  ["ms", { kind: "delay", ms: Number.NaN }],
  ["bytes", { kind: "truncate", bytes: -1 }],
  ["status", { kind: "html", status: 100 }],
  ["status", { kind: "redirect", status: 200, location: "/" }],
  ["location", { kind: "redirect", status: 302, location: "/\r\nx: y" }],
] as const)("a fault with a wrong %s is FAULT_INVALID and not added", async ([member, fault]) => {
  await using rig = await startRig();
  expect(() => rig.mock.faults.add(fault as Fault)).toThrow(
    expect.objectContaining({ code: "FAULT_INVALID", message: expect.stringContaining(`${member}: `) }),
  );
  expect(await statuses(rig, 1)).toEqual([200]);
});

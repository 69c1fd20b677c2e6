/** The request log and the events: filters, cursor, and waiting for what is still to come. */

import { expect, test, vi } from "vitest";
import { control } from "../support/control.ts";
import { openHttp2 } from "../support/raw.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys } from "../support/sign.ts";
import { waiting } from "../support/visit.ts";

interface Page {
  readonly requests: readonly {
    readonly number: number;
    readonly operation: string;
    readonly status: number;
  }[];
  readonly cursor: number;
  readonly complete: boolean;
}

async function page(rig: Rig, query: string): Promise<Page> {
  return (await control(rig, "GET", `/requests${query}`)).json as unknown as Page;
}

const operationsOf = ({ requests }: Page): readonly string[] => requests.map(({ operation }) => operation);

test.for([
  ["?operation=CreateToken", ["CreateToken", "CreateToken"]],
  ["?operation=CreateToken&operation=ListAccounts", ["CreateToken", "CreateToken", "ListAccounts"]],
  ["?error=AuthorizationPendingException", ["CreateToken"]],
  ["?error=authorization_pending", ["CreateToken"]],
  ["?status=401", ["ListAccounts"]],
  ["?userName=ada.lovelace&status=200", ["CreateToken"]],
  ["?fault=html", ["Logout"]],
  ["?client=nobody", []],
  ["?limit=2", ["RegisterClient", "StartDeviceAuthorization"]],
] as const)("GET /requests%s gives what fits, oldest first", async ([query, expected]) => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig);
  await rig.poll(client, device);
  rig.mock.clock.advance(1000);
  rig.mock.approve(device.userCode, "ada.lovelace");
  await rig.poll(client, device);
  await rig.portal("/assignment/accounts", "wrong");
  rig.mock.faults.add({ kind: "html", status: 502, operation: "Logout" });
  await rig.send("POST", "/logout");
  expect(operationsOf(await page(rig, query))).toEqual(expected);
  const byClient = await page(rig, `?client=${client.clientId}`);
  expect(byClient.requests).toHaveLength(4);
});

test("a cursor leads through the log without a gap, over a reset as well", async () => {
  await using rig = await startRig();
  for (const _ of [1, 2, 3]) await rig.send("GET", "/device");
  const first = await page(rig, "?limit=2");
  expect([first.requests.map(({ number }) => number), first.cursor]).toEqual([[1, 2], 2]);
  const rest = await page(rig, `?since=${first.cursor}`);
  expect([rest.requests.map(({ number }) => number), rest.cursor]).toEqual([[3], 3]);
  expect(await page(rig, "?operation=Logout")).toEqual({ requests: [], cursor: 3, complete: true });
  rig.mock.reset();
  await rig.send("GET", "/device");
  expect((await page(rig, `?since=${rest.cursor}`)).requests.map(({ number }) => number)).toEqual([4]);
});

test("only the newest 10,000 are kept, under their own numbers", async () => {
  await using rig = await startRig();
  const session = openHttp2(rig);
  const one = (): Promise<void> =>
    new Promise((resolve) => session.request({ ":path": "/x" }).on("close", resolve).resume().end());
  for (let turn = 0; turn < 101; turn += 1) await Promise.all(Array.from({ length: 100 }, one));
  session.destroy();
  const { requests, cursor } = await page(rig, "?limit=1");
  expect([requests[0]?.number, cursor]).toEqual([101, 101]);
  expect(rig.mock.requests()).toHaveLength(10_000);
}, 30_000);

test("a wait ends as soon as the requests are there", async () => {
  await using rig = await startRig();
  await rig.send("POST", "/logout");
  const waits = page(rig, "?operation=Logout&count=3&wait=10m");
  await rig.send("GET", "/device");
  await rig.send("POST", "/logout");
  await rig.send("POST", "/logout");
  const { requests, complete } = await waits;
  expect([requests.length, complete]).toEqual([3, true]);
});

test("a wait for what is there already does not wait", async () => {
  await using rig = await startRig();
  await rig.send("POST", "/logout");
  expect(await page(rig, "?operation=Logout&wait=10m")).toMatchObject({ complete: true, cursor: 1 });
});

test("a wait whose time is over answers with what there is, and says so", async () => {
  await using rig = await startRig();
  await rig.send("POST", "/logout");
  const { requests, complete } = await page(rig, "?operation=Logout&count=2&wait=1ms");
  expect([requests.length, complete]).toEqual([1, false]);
});

test("nothing is left of a wait: not when it ends, nor when its client goes away", async () => {
  const timers = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  await using rig = await startRig();
  const timerOfWait = (): NodeJS.Timeout | undefined => {
    const index = timers.mock.calls.findIndex(([, ms]) => ms === 599_000);
    return timers.mock.results[index]?.value as NodeJS.Timeout | undefined;
  };
  const session = openHttp2(rig);
  const stream = session.request({ ":path": "/_mock/requests?wait=599s" });
  stream.on("error", () => undefined);
  await expect.poll(timerOfWait).toBeDefined();
  session.destroy();
  await expect.poll(() => cleared.mock.calls.map(([timer]) => timer)).toContain(timerOfWait());
});

test("closing the mock ends a wait", async () => {
  const rig = await startRig();
  const waits = page(rig, "?wait=10m").catch(() => "gone");
  const inProcess = rig.mock.waitForRequests({}).catch((error: unknown) => error);
  await rig.mock.close();
  expect(await inProcess).toMatchObject({ code: "MOCK_CLOSED" });
  expect(await waits).toBe("gone");
});

test("in process: waits for a count, and rejects with the reason of its signal", async () => {
  await using rig = await startRig();
  const two = rig.mock.waitForRequests({ operation: "Page" }, { count: 2 });
  await rig.send("GET", "/device");
  await rig.send("POST", "/logout");
  await rig.send("GET", "/signin");
  expect((await two).map(({ number }) => number)).toEqual([1, 3]);
  const stop = new AbortController();
  const never = rig.mock.waitForRequests({ operation: "Converse" }, { signal: stop.signal });
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(never).rejects.toBe(reason);
  await expect(rig.mock.waitForRequests({}, { signal: stop.signal })).rejects.toBe(reason);
});

test("a reset forgets what a wait has seen", async () => {
  await using rig = await startRig();
  let over = false;
  const two = rig.mock.waitForRequests({ operation: "Page" }, { count: 2 }).then((requests) => {
    over = true;
    return requests;
  });
  await rig.send("GET", "/device");
  rig.mock.reset();
  await rig.send("GET", "/device");
  expect(over).toBe(false);
  await rig.send("GET", "/device");
  expect((await two).map(({ number }) => number)).toEqual([2, 3]);
});

test("onRequest hears of each request as it is logged", async () => {
  const heard: string[] = [];
  await using rig = await startRig({
    onRequest: ({ number, operation }) => heard.push(`${number} ${operation}`),
  });
  await rig.send("GET", "/device");
  await rig.send("POST", "/logout");
  expect(heard).toEqual(["1 Page", "2 Logout"]);
});

test.for([
  ["", 2],
  ["?eventName=CreateToken", 1],
  ["?eventSource=sso.amazonaws.com", 1],
  ["?errorCode=ForbiddenException", 0],
  ["?limit=1", 1],
  ["?userId=nobody", 0],
] as const)("GET /events%s gives %d", async ([query, count]) => {
  await using rig = await startRig();
  await mintKeys(rig);
  const { events } = (await control(rig, "GET", `/events${query}`)).json as { events: readonly unknown[] };
  expect(events).toHaveLength(count);
});

test("the limit of events keeps the newest", async () => {
  await using rig = await startRig();
  await mintKeys(rig);
  const { json } = await control(rig, "GET", "/events?limit=1");
  expect(json["events"]).toMatchObject([{ eventName: "GetRoleCredentials" }]);
});

/** User codes, sessions, the clock and faults over HTTP. */

import { expect, test } from "vitest";
import { control, refusalOf } from "../support/control.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import { waiting } from "../support/visit.ts";

test("a waiting code is listed until somebody approves it", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig, "an app");
  const listed = await control(rig, "GET", "/user-codes");
  expect(listed.json["userCodes"]).toEqual([
    {
      userCode: device.userCode,
      startUrl: "https://acme.awsapps.com/start",
      clientName: "an app",
      expiresAt: new Date(startOfTime + 600_000).toISOString(),
    },
  ]);
  const path = `/user-codes/${device.userCode.toLowerCase()}`;
  expect(refusalOf(await control(rig, "POST", `${path}/approve`, { userName: "nobody" }))).toEqual([
    404,
    "UNKNOWN_USER",
  ]);
  expect((await control(rig, "POST", `${path}/approve`, { userName: "ada.lovelace" })).status).toBe(204);
  expect((await rig.poll(client, device)).json["accessToken"]).toBeDefined();
  expect((await control(rig, "GET", "/user-codes")).json["userCodes"]).toEqual([]);
  expect(refusalOf(await control(rig, "POST", `${path}/deny`))).toEqual([409, "USER_CODE_SPENT"]);
});

test("a denied code is denied", async () => {
  await using rig = await startRig();
  const { client, device } = await waiting(rig);
  expect((await control(rig, "POST", `/user-codes/${device.userCode}/deny`)).status).toBe(204);
  expect((await rig.poll(client, device)).json["error"]).toBe("access_denied");
  expect(refusalOf(await control(rig, "POST", "/user-codes/BBBB-BBBB/deny"))).toEqual([
    404,
    "UNKNOWN_USER_CODE",
  ]);
});

test("an expired code is no longer listed, and cannot be approved", async () => {
  await using rig = await startRig();
  const { device } = await waiting(rig);
  rig.mock.clock.advance(600_000);
  expect((await control(rig, "GET", "/user-codes")).json["userCodes"]).toEqual([]);
  const approve = control(rig, "POST", `/user-codes/${device.userCode}/approve`, {
    userName: "ada.lovelace",
  });
  expect(refusalOf(await approve)).toEqual([409, "USER_CODE_SPENT"]);
});

test("sessions are listed by user and state, and end when revoked", async () => {
  await using rig = await startRig();
  const ada = await rig.signIn("ada.lovelace");
  await rig.signIn("grace.hopper");
  const list = async (query: string): Promise<readonly { id: string; userName: string; status: string }[]> =>
    (await control(rig, "GET", `/sessions${query}`)).json["sessions"] as never;
  const [session] = await list("?userName=ada.lovelace");
  expect(session).toMatchObject({
    startedAt: new Date(startOfTime).toISOString(),
    endsAt: new Date(startOfTime + 28_800_000).toISOString(),
  });
  expect((await control(rig, "DELETE", `/sessions/${session?.id}`)).status).toBe(204);
  expect((await rig.portal("/assignment/accounts", ada.accessToken)).status).toBe(401);
  expect((await list("?status=revoked")).map(({ userName }) => userName)).toEqual(["ada.lovelace"]);
  expect((await list("?status=active")).map(({ userName }) => userName)).toEqual(["grace.hopper"]);
  expect(refusalOf(await control(rig, "DELETE", "/sessions/none"))).toEqual([404, "UNKNOWN_SESSION"]);
});

test.for([
  [{ advance: 1500 }, 1500],
  [{ advance: "PT1H30M" }, 5_400_000],
  [{ advance: "P1W2DT0.5S" }, 777_600_500],
  [{ advance: "90s" }, 90_000],
  [{ advance: "500ms" }, 500],
  [{ set: startOfTime - 1000 }, -1000],
  [{ set: new Date(startOfTime + 5000).toISOString() }, 5000],
  [{ set: "2026-01-15T13:00:01+01:00" }, 1000],
  [{ advance: 7, freeze: true }, 7],
] as const)("the clock takes %o", async ([change, moved]) => {
  await using rig = await startRig();
  const reply = await control(rig, "POST", "/clock", change);
  const expected = {
    now: new Date(startOfTime + moved).toISOString(),
    epochMilliseconds: startOfTime + moved,
    frozen: "freeze" in change,
  };
  expect(reply.json).toEqual(expected);
  expect((await control(rig, "GET", "/clock")).json).toEqual(expected);
});

test.for(["", "P", "PT", "P1Y", "P1M", "1", "1 s", "-PT1S", "PT1.2345S", "P1DT", "PT1H1H", "1e3s"])(
  "the duration %j is refused",
  async (advance) => {
    await using rig = await startRig();
    expect(refusalOf(await control(rig, "POST", "/clock", { advance }))).toEqual([400, "INPUT_INVALID"]);
  },
);

test("a frozen clock stands still until it is resumed", async () => {
  let wall = startOfTime;
  await using rig = await startRig({ clock: { now: () => wall } });
  await control(rig, "POST", "/clock", { freeze: true });
  wall += 5000;
  expect((await control(rig, "GET", "/clock")).json["epochMilliseconds"]).toBe(startOfTime);
  const resumed = await control(rig, "POST", "/clock", { advance: 10, resume: true });
  expect(resumed.json).toMatchObject({ epochMilliseconds: startOfTime + 10, frozen: false });
  wall += 1;
  expect(rig.mock.clock.now()).toBe(startOfTime + 11);
});

test("faults are added, counted, listed and removed by id", async () => {
  await using rig = await startRig();
  const fault = { operation: "RegisterClient", kind: "html", status: 502, times: "always" };
  const added = await control(rig, "POST", "/faults", fault);
  expect([added.status, added.json]).toEqual([201, { id: "1", matched: 0, used: 0, fault }]);
  await control(rig, "POST", "/faults", { kind: "error", status: 400, error: "slow_down", nth: 5 });
  for (const _ of [1, 2]) expect((await rig.post("/client/register", {})).status).toBe(502);
  expect((await control(rig, "GET", "/faults")).json["faults"]).toMatchObject([
    { id: "1", matched: 2, used: 2, fault },
    { id: "2", matched: 2, used: 0 },
  ]);
  expect((await control(rig, "DELETE", "/faults/1")).status).toBe(204);
  expect((await rig.post("/client/register", {})).status).toBe(400);
  expect(refusalOf(await control(rig, "DELETE", "/faults/1"))).toEqual([404, "UNKNOWN_FAULT"]);
  expect((await control(rig, "DELETE", "/faults")).status).toBe(204);
  expect(rig.mock.faults.list()).toEqual([]);
});

test("no fault spoils the control API, and its requests are not logged", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "reset", times: Infinity });
  expect((await control(rig, "GET", "/address")).status).toBe(200);
  expect(rig.mock.requests()).toEqual([]);
});

/** The device-code grant as a state machine, on a clock that only the test moves. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Client, Device, Rig } from "../support/rig.ts";

interface Started extends AsyncDisposable {
  readonly rig: Rig;
  readonly client: Client;
  readonly device: Device;
  readonly outcome: () => Promise<unknown>;
}

async function started(): Promise<Started> {
  const rig = await startRig();
  const client = await rig.register();
  const device = await rig.startDevice(client);
  const outcome = async (): Promise<unknown> => {
    const { status, json } = await rig.poll(client, device);
    return status === 200 ? "tokens" : json["error"];
  };
  return { rig, client, device, outcome, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}

test("the first poll is never too early", async () => {
  await using flow = await started();
  expect(await flow.outcome()).toBe("authorization_pending");
});

test("slow_down: a poll less than the interval after the last one, and none exactly at it", async () => {
  await using flow = await started();
  await flow.outcome();
  flow.rig.mock.clock.advance(999);
  expect(await flow.outcome()).toBe("slow_down");
  flow.rig.mock.clock.advance(1);
  expect(await flow.outcome()).toBe("authorization_pending");
});

test("slow_down: refused polls do not push the window", async () => {
  await using flow = await started();
  await flow.outcome();
  for (let i = 0; i < 9; i += 1) {
    flow.rig.mock.clock.advance(100);
    expect(await flow.outcome()).toBe("slow_down");
  }
  flow.rig.mock.clock.advance(100);
  expect(await flow.outcome()).toBe("authorization_pending");
});

test("slow_down: one device code does not slow another of the same client", async () => {
  await using flow = await started();
  await flow.outcome();
  const other = await flow.rig.startDevice(flow.client);
  expect((await flow.rig.poll(flow.client, other)).json["error"]).toBe("authorization_pending");
});

test("an approval does not excuse an early poll", async () => {
  await using flow = await started();
  await flow.outcome();
  flow.rig.mock.approve(flow.device.userCode, "ada.lovelace");
  expect(await flow.outcome()).toBe("slow_down");
  flow.rig.mock.clock.advance(1000);
  expect(await flow.outcome()).toBe("tokens");
});

test("the interval is a setting and is announced", async () => {
  await using rig = await startRig({ seed: { ...defaultSeed, settings: { pollIntervalSeconds: 5 } } });
  const client = await rig.register();
  const device = await rig.startDevice(client);
  expect(device).toMatchObject({ interval: 5 });
  await rig.poll(client, device);
  rig.mock.clock.advance(4999);
  expect((await rig.poll(client, device)).json["error"]).toBe("slow_down");
});

test("a device code is redeemed once", async () => {
  await using flow = await started();
  flow.rig.mock.approve(flow.device.userCode, "ada.lovelace");
  expect(await flow.outcome()).toBe("tokens");
  flow.rig.mock.clock.advance(1000);
  expect(await flow.outcome()).toBe("invalid_grant");
});

test("RFC 8628 5.2: another client cannot redeem a device code, and its attempt costs the owner nothing", async () => {
  await using flow = await started();
  flow.rig.mock.approve(flow.device.userCode, "ada.lovelace");
  const thief = await flow.rig.register();
  expect((await flow.rig.poll(thief, flow.device)).json["error"]).toBe("invalid_grant");
  expect(await flow.outcome()).toBe("tokens");
});

test("a device code lives 600 s to the millisecond, approved or not", async () => {
  await using flow = await started();
  flow.rig.mock.clock.advance(599_999);
  expect(await flow.outcome()).toBe("authorization_pending");
  flow.rig.mock.approve(flow.device.userCode, "ada.lovelace");
  flow.rig.mock.clock.advance(1);
  expect(await flow.outcome()).toBe("expired_token");
});

test("a denial is access_denied and stays", async () => {
  await using flow = await started();
  flow.rig.mock.deny(flow.device.userCode);
  expect(await flow.outcome()).toBe("access_denied");
  flow.rig.mock.clock.advance(1000);
  expect(await flow.outcome()).toBe("access_denied");
});

test("a user disabled after approving gets no token", async () => {
  await using flow = await started();
  flow.rig.mock.approve(flow.device.userCode, "ada.lovelace");
  flow.rig.mock.setUserEnabled("ada.lovelace", false);
  expect(await flow.outcome()).toBe("access_denied");
});

test("RFC 8628 5.5: approve and deny refuse codes that are decided or unknown, and users that do not exist", async () => {
  await using flow = await started();
  const { mock } = flow.rig;
  expect(() => mock.approve(flow.device.userCode, "nobody")).toThrow(
    expect.objectContaining({ code: "UNKNOWN_USER" }),
  );
  expect(() => mock.approve("BBBB-BBBB", "ada.lovelace")).toThrow(
    expect.objectContaining({ code: "UNKNOWN_USER_CODE" }),
  );
  mock.approve(flow.device.userCode.toLowerCase(), "ada.lovelace");
  expect(() => mock.deny(flow.device.userCode)).toThrow(expect.objectContaining({ code: "USER_CODE_SPENT" }));
});

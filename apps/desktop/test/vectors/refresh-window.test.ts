/** When a refresh begins, and what a failed one leaves. Peers have an advisory and a mandatory window; ours is one. */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import { expect, it } from "vitest";
import { keeperRig, refreshed, withSecondsLeft } from "../support/keeper-rig.ts";

const unreachable = (): Promise<never> =>
  Promise.reject(new DeviceFlowError("DEVICE_FLOW_TRANSPORT", "CreateToken: the request failed"));

it.each([901, 900, 899, 601, 600, 599, 301, 300])(
  "boundary %i s: used without a call (ours: one window of 5 minutes)",
  async (left) => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, left);
    expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
    expect(rig.refreshes).toHaveLength(0);
  },
);

it.each([299, 1, 0, -1])("boundary %i s: refreshed", async (left) => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, left);
  rig.answer(() => Promise.resolve(refreshed(rig)));
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  expect(rig.refreshes).toHaveLength(1);
});

it.each([299, 1])(
  "boundary %i s: a refresh that fails inside the window leaves the token usable",
  async (left) => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, left);
    rig.answer(unreachable);
    expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
    expect(rig.refreshes).toHaveLength(1);
  },
);

it.each([0, -1])(
  "boundary %i s: a refresh that fails after the end is an outage, and the sign-in is kept",
  async (left) => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, left);
    rig.answer(unreachable);
    expect(await rig.keeper.accessToken()).toMatchObject({ status: "unavailable" });
    expect((await rig.store.read()).status).toBe("found");
  },
);

it("boundary 301 s: outside the window a refresh that would fail is not even tried, unless the portal refused the token", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 301);
  rig.answer(unreachable);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable" });
  expect(rig.refreshes).toHaveLength(0);
  expect(await rig.keeper.accessToken({ force: true })).toMatchObject({ status: "unavailable" });
  expect(rig.refreshes).toHaveLength(1);
});

it("boundary: second call within 60 s of a failed refresh: the token is used, and nobody is asked again", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  rig.answer(unreachable);
  await rig.keeper.accessToken();
  rig.clock.jump(59_999);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable" });
  expect(rig.refreshes).toHaveLength(1);
  rig.clock.jump(1);
  await rig.keeper.accessToken();
  expect(rig.refreshes).toHaveLength(2);
});

it("boundary: second call after a failed refresh and a clock that was set back: asked again, not only a day later", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  rig.answer(unreachable);
  await rig.keeper.accessToken();
  rig.clock.jump(-1);
  await rig.keeper.accessToken();
  expect(rig.refreshes).toHaveLength(2);
});

it("a token that the portal refused is refreshed at once, also after a refresh that has just failed", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  rig.answer(unreachable);
  await rig.keeper.accessToken();
  rig.answer(() => Promise.resolve(refreshed(rig)));
  expect(await rig.keeper.accessToken({ force: true })).toMatchObject({ status: "usable", refreshed: true });
});

it("callers that come at the same time share one refresh, and its failure", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, -1);
  rig.answer(unreachable);
  const results = await Promise.all([rig.keeper.accessToken(), rig.keeper.accessToken()]);
  expect(results.map(({ status }) => status)).toEqual(["unavailable", "unavailable"]);
  expect(rig.refreshes).toHaveLength(1);
});

it("J5: (ours: a person waits, so it is asked) refused 10 s ago and the token has ended: asked again, kept again", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 5);
  rig.answer(unreachable);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable" });
  rig.clock.jump(10_000);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "unavailable" });
  expect(rig.refreshes).toHaveLength(2);
  expect((await rig.store.read()).status).toBe("found");
});

it("J6: refused 10 s ago and the token is valid: the token, without a call", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 100);
  rig.answer(unreachable);
  await rig.keeper.accessToken();
  rig.clock.jump(10_000);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
  expect(rig.refreshes).toHaveLength(1);
});

it("J12: two sign-ins refresh within 30 s: one that has just failed does not hold up the other", async () => {
  using one = await keeperRig();
  using other = await keeperRig(one.clock.now(), {
    startUrl: "https://other.awsapps.com/start",
    region: "eu-west-1",
  });
  await withSecondsLeft(one, 200);
  await withSecondsLeft(other, 200);
  one.answer(unreachable);
  other.answer(() => Promise.resolve(refreshed(other)));
  expect(await one.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
  expect(await other.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  expect([one.refreshes.length, other.refreshes.length]).toEqual([1, 1]);
});

/** What a client registration survives: the vectors of aws-toolkit-vscode and aws-sso-cli. */
import { secret } from "@latchkey/secret";
import { describe, expect, it } from "vitest";
import { keeperRig, withSecondsLeft, signInUntil } from "../support/keeper-rig.ts";
import { mintCredentials } from "../../src/main/session/mint-credentials.ts";
import { rehearse } from "../support/rehearsal.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

const count = (
  app: Rehearsal,
  operation: "RegisterClient" | "StartDeviceAuthorization" | "CreateToken",
): number => app.mock.requests({ operation }).length;

/** A stored registration that Identity Center knows, and the id of it. */
async function registered(app: Rehearsal): Promise<string> {
  const services = await app.services();
  const registration = await services.flow.registerClient({ clientName: "Latchkey" });
  await services.store.writeRegistration(registration);
  return registration.clientId;
}

it("K1: (ours: only a refusal that ends the sign-in) a refresh token that is refused drops the sign-in", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  app.mock.faults.add({ operation: "CreateToken", kind: "error", status: 400, error: "invalid_grant" });
  app.clock.advance(3_600_000);
  expect(await services.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  expect((await services.store.read()).status).toBe("absent");
});

it("K1: (ours: a refusal of the request is our fault) another 4xx keeps the sign-in", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  app.mock.faults.add({ operation: "CreateToken", kind: "error", status: 400, error: "invalid_request" });
  app.clock.advance(3_600_000);
  expect(await services.keeper.accessToken()).toMatchObject({ status: "unavailable" });
  expect((await services.store.read()).status).toBe("found");
});

it("K2: a refresh that fails with a server fault keeps the sign-in, and says so", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  app.mock.faults.add({ operation: "CreateToken", kind: "error", status: 500, error: "server_error" });
  app.clock.advance(3_600_000);
  expect(await services.keeper.accessToken()).toMatchObject({
    status: "unavailable",
    cause: { code: "DEVICE_FLOW_TRANSPORT", status: 500 },
  });
  expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
});

it("K3: a refreshable token whose registration is gone: sign in, and the token is removed", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, -1);
  await rig.store.removeRegistration();
  expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  expect((await rig.store.read()).status).toBe("absent");
});

describe("K5 (ours: when the fault is the client's)", () => {
  it("K5: StartDeviceAuthorization refuses the client: the registration is replaced", async () => {
    await using app = await rehearse();
    const before = await registered(app);
    app.mock.faults.add({
      operation: "StartDeviceAuthorization",
      kind: "error",
      status: 401,
      error: "invalid_client",
    });
    const { store } = await app.signInOnce();
    expect((await store.readRegistration())?.clientId).not.toBe(before);
  });

  it("K5: CreateToken refuses the client while the person decides: the registration is dropped", async () => {
    await using app = await rehearse();
    await registered(app);
    const services = await app.services();
    app.mock.faults.add({ operation: "CreateToken", kind: "error", status: 401, error: "invalid_client" });
    const end = await app.signIn(services).run();
    expect(end).toMatchObject({ state: "expired", reason: "registration-ended" });
    expect(await services.store.readRegistration()).toBeUndefined();
  });

  it("K5: a refused start URL says nothing about the registration: kept", async () => {
    await using app = await rehearse();
    const before = await registered(app);
    const services = await app.services();
    const decision = { ...services.decision, startUrl: "https://another.awsapps.com/start" };
    expect((await app.signIn({ ...services, decision }).run()).state).toBe("config-error");
    expect((await services.store.readRegistration())?.clientId).toBe(before);
  });
});

it.each(["stored before", "made for this sign-in"])(
  "K6: a server fault of StartDeviceAuthorization keeps the registration that was %s",
  async (which) => {
    await using app = await rehearse();
    if (which === "stored before") await registered(app);
    const services = await app.services();
    app.mock.faults.add({
      operation: "StartDeviceAuthorization",
      kind: "error",
      status: 500,
      error: "server_error",
      times: 3,
    });
    expect((await app.signIn(services).run()).state).toBe("server-error");
    expect(await services.store.readRegistration()).toBeDefined();
    await app.signInOnce();
    expect(count(app, "RegisterClient")).toBe(1);
  },
);

it.each([
  ["ended", -1],
  ["ends within the hour", 3_599_000],
])("K7: a stored registration that %s is replaced before it is used", async (_, leftMs) => {
  await using app = await rehearse();
  const services = await app.services();
  const registration = await services.flow.registerClient({ clientName: "Latchkey" });
  const expiresAt = new Date(app.clock.now() + leftMs);
  await services.store.writeRegistration({ ...registration, expiresAt });
  await app.signInOnce();
  expect(count(app, "RegisterClient")).toBe(2);
  const [started] = app.mock.requests({ operation: "StartDeviceAuthorization" });
  expect(started?.client).not.toBe(registration.clientId);
});

it("K8: the person declines: denied, and the registration is kept", async () => {
  await using app = await rehearse();
  const services = await app.services();
  const signIn = app.signIn(services, (state) => {
    if (state.state === "code") app.mock.deny(state.userCode);
  });
  expect(await signIn.run()).toEqual({ state: "denied" });
  expect(await services.store.readRegistration()).toBeDefined();
});

it("A4: StartDeviceAuthorization fails with a stored registration: registers again once, and then gives up", async () => {
  await using app = await rehearse();
  await registered(app);
  app.mock.faults.add({
    operation: "StartDeviceAuthorization",
    kind: "error",
    status: 401,
    error: "invalid_client",
    times: Infinity,
  });
  const services = await app.services();
  expect((await app.signIn(services).run()).state).toBe("blocked");
  expect(await services.store.readRegistration()).toBeUndefined();
  expect([count(app, "RegisterClient"), count(app, "StartDeviceAuthorization")]).toEqual([2, 2]);
});

it("A4: a registration of this very moment is refused: gives up at once, without another", async () => {
  await using app = await rehearse();
  const refused = {
    operation: "StartDeviceAuthorization",
    kind: "error",
    status: 401,
    error: "invalid_client",
  } as const;
  app.mock.faults.add({ ...refused, times: Infinity });
  const services = await app.services();
  expect((await app.signIn(services).run()).state).toBe("blocked");
  expect([count(app, "RegisterClient"), count(app, "StartDeviceAuthorization")]).toEqual([1, 1]);
  expect(await services.store.readRegistration()).toBeUndefined();
});

it("A7: (ours: a record this version does not understand) a stored registration without its end: registers again", async () => {
  await using app = await rehearse();
  const { vault, decision } = await app.start();
  if (decision.mode !== "aws-sso") throw new Error(decision.mode);
  await vault.put(
    { startUrl: decision.startUrl, region: decision.ssoRegion, kind: "client-registration" },
    { secrets: { clientSecret: secret("old-secret") }, metadata: { clientId: "old" } },
  );
  await app.signInOnce();
  const [started] = app.mock.requests({ operation: "StartDeviceAuthorization" });
  expect([count(app, "RegisterClient"), started?.client === "old"]).toEqual([1, false]);
});

it("F5: registration and token both 1 s past: both are replaced", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  const registration = await services.store.readRegistration();
  if (registration === undefined) throw new Error("a sign-in stores its registration");
  const past = new Date(app.clock.now() - 1000);
  await services.store.writeRegistration({ ...registration, expiresAt: past });
  await services.store.write({ ...signInUntil(past), clientId: registration.clientId });
  const again = await app.signInOnce();
  const read = await again.store.read();
  if (read.status !== "found") throw new Error(read.status);
  expect(read.signIn.clientId).not.toBe(registration.clientId);
  expect(read.signIn.tokens.expiresAt.getTime()).toBeGreaterThan(app.clock.now());
  expect((await again.store.readRegistration())?.clientId).toBe(read.signIn.clientId);
});

/** What happens to the keeper's sign-in when two things happen at the same time, or the disk fails at a bad moment. */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import type { RefreshResult } from "@latchkey/oidc-device-flow";
import type { AccessPortal } from "@latchkey/role-credentials";
import { expectSecret } from "@latchkey/test-kit";
import { TokenVaultError } from "@latchkey/token-vault";
import { setImmediate } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { AccessTokenResult } from "../src/main/sign-in/sign-in-keeper.ts";
import { keeperRig, refreshed, signInUntil, withSecondsLeft } from "./support/keeper-rig.ts";
import type { KeeperRig } from "./support/keeper-rig.ts";

const HOUR = 3_600_000;

const unreachable = new DeviceFlowError("DEVICE_FLOW_TRANSPORT", "CreateToken: the request failed");
const writeFailed = new TokenVaultError("VAULT_WRITE_FAILED", "The disk is read-only.");
const readFailed = new TokenVaultError("VAULT_READ_FAILED", "The disk did not answer.");

/** The next answer waits for `settle`; `asked` resolves when it is asked for. */
function slowAnswer(rig: KeeperRig): {
  readonly asked: Promise<void>;
  readonly settle: (result: Promise<RefreshResult>) => void;
} {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<RefreshResult>();
  rig.answer(() => {
    asked.resolve();
    return answer.promise;
  });
  return { asked: asked.promise, settle: (result) => answer.resolve(result) };
}

/** A refresh that nobody forced is under way, and a call with a refused token waits for it. */
async function refusedWhileRefreshing(rig: KeeperRig): Promise<{
  readonly early: Promise<AccessTokenResult>;
  readonly forced: Promise<AccessTokenResult>;
  readonly settle: (result: Promise<RefreshResult>) => void;
}> {
  await withSecondsLeft(rig, 200);
  const waiting = Promise.withResolvers<void>();
  let isForced = false;
  const read = async (): ReturnType<typeof rig.store.read> => {
    const found = await rig.store.read();
    if (isForced) waiting.resolve();
    return found;
  };
  const keeper = rig.keeperWith({ store: { ...rig.store, read } });
  const { asked, settle } = slowAnswer(rig);
  const early = keeper.accessToken();
  await asked;
  isForced = true;
  const forced = keeper.accessToken({ force: true });
  await waiting.promise;
  await setImmediate();
  return { early, forced, settle };
}

it("a refused token that comes while another call's refresh is about to fail is refreshed on its own, never given back", async () => {
  using rig = await keeperRig();
  const { early, forced, settle } = await refusedWhileRefreshing(rig);
  rig.answer(() => Promise.reject(unreachable));
  settle(Promise.reject(unreachable));
  expect(await early).toMatchObject({ status: "usable", refreshed: false });
  expect(await forced).toMatchObject({ status: "unavailable" });
  expect(rig.refreshes).toHaveLength(2);
});

it("a refused token that comes while another call's refresh succeeds shares it", async () => {
  using rig = await keeperRig();
  const { early, forced, settle } = await refusedWhileRefreshing(rig);
  settle(Promise.resolve(refreshed(rig)));
  expect([await early, await forced]).toMatchObject([{ refreshed: true }, { refreshed: true }]);
  expect(rig.refreshes).toHaveLength(1);
});

it("signed out and in anew while a refresh is under way: the new sign-in does not get the old one's end", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  // Without turns, so that nothing orders the two but the keeper itself.
  const keeper = rig.keeperWith({ store: { ...rig.store, exclusively: (work) => work() } });
  const old = slowAnswer(rig);
  const before = keeper.accessToken();
  await old.asked;
  await keeper.end();
  rig.clock.jump(1000);
  await withSecondsLeft(rig, 200);
  rig.answer(() => Promise.resolve(refreshed(rig)));
  const anew = keeper.accessToken();
  for (let turn = 0; turn < 1000 && rig.refreshes.length < 2; turn += 1) await setImmediate();
  old.settle(Promise.resolve(refreshed(rig, 60)));
  expect(await before).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  expect(await anew).toMatchObject({ status: "usable", refreshed: true });
  expect(await keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
});

it("a sign-in that another process renews at this moment is not ended by what the portal said about the old token", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  const token = await rig.store.read();
  if (token.status !== "found") throw new Error(token.status);
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const renewal = rig.store.exclusively(async () => {
    begun.resolve();
    await go.promise;
    await rig.store.write(signInUntil(new Date(rig.clock.now() + HOUR), "refresh-2"));
  });
  await begun.promise;
  const ending = rig.keeper.endRefused(token.signIn.tokens);
  await setImmediate();
  go.resolve();
  await Promise.all([renewal, ending]);
  expect((await rig.store.read()).status).toBe("found");
});

it("a refused sign-in is kept while another process holds the vault for too long: the next start finds out", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  const read = await rig.store.read();
  if (read.status !== "found") throw new Error(read.status);
  const locked = new TokenVaultError("VAULT_LOCKED", "Process 12 holds the lock.");
  const keeper = rig.keeperWith({ store: { ...rig.store, exclusively: () => Promise.reject(locked) } });
  await keeper.endRefused(read.signIn.tokens);
  expect((await rig.store.read()).status).toBe("found");
});

it("a disk that cannot be read after a refresh: the new tokens are stored all the same", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, -1);
  const get = vi.spyOn(rig.vault, "get");
  rig.answer(() => {
    get.mockRejectedValue(readFailed);
    return Promise.resolve(refreshed(rig));
  });
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  get.mockRestore();
  const read = await rig.store.read();
  if (read.status !== "found") throw new Error(read.status);
  expectSecret(read.signIn.tokens.refreshToken, "refresh-2");
});

it("a disk that cannot be read at the start: sign in, and nothing is thrown or removed", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  const get = vi.spyOn(rig.vault, "get").mockRejectedValue(readFailed);
  expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "unreadable" });
  expect(await rig.store.readRegistration()).toBeUndefined();
  get.mockRestore();
  expect((await rig.store.read()).status).toBe("found");
});

it("a registration that cannot be removed from the disk does not stop the sign-in that replaces it", async () => {
  using rig = await keeperRig();
  vi.spyOn(rig.vault, "delete").mockRejectedValue(writeFailed);
  await expect(rig.store.removeRegistration()).resolves.toBeUndefined();
});

it("a sign-in that ended and cannot be removed from the disk: sign in, and the dead token is never presented again", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, -1);
  const removal = vi.spyOn(rig.vault, "delete").mockRejectedValue(writeFailed);
  rig.answer(() => Promise.resolve({ status: "rejected", error: "invalid_grant" }));
  const signInNeeded = { status: "sign-in-needed", reason: "session-ended" };
  expect(await rig.keeper.accessToken()).toEqual(signInNeeded);
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "sign-in-needed" });
  expect(rig.refreshes).toHaveLength(1);
  await rig.store.write(signInUntil(new Date(rig.clock.now() + HOUR), "refresh-2"));
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable" });
  expect(removal).toHaveBeenCalledOnce();
});

it("signing out with a disk that cannot be written: thrown, and the portal session is ended all the same", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, 200);
  vi.spyOn(rig.vault, "delete").mockRejectedValue(writeFailed);
  const logout = vi.fn<AccessPortal["logout"]>(async () => ({ status: "logged-out" }));
  await expect(rig.keeperWith({ portal: { logout } }).end()).rejects.toBe(writeFailed);
  expect(logout).toHaveBeenCalledOnce();
  expect((await rig.store.read()).status).toBe("absent");
});

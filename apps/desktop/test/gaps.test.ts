/** What nobody tests: the gaps at the end of the vectors, as far as they are the app's. The clock has a file of its own. */
import { KeyStoreError, TokenVaultError } from "@latchkey/token-vault";
import { describe, expect, it } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import { keeperRig, refreshed, signInUntil, withSecondsLeft } from "./support/keeper-rig.ts";
import { lockedKeyStore, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

const full = (): Promise<never> =>
  Promise.reject(new TokenVaultError("VAULT_WRITE_FAILED", "No space is left."));

const accessTokenOf = async (services: Awaited<ReturnType<Rehearsal["services"]>>): Promise<string> => {
  const read = await services.store.read();
  if (read.status !== "found") throw new Error(read.status);
  return read.signIn.tokens.accessToken.reveal();
};

it("gap: two processes refreshing: both ask at once, one refreshes, both get the same token", async () => {
  await using app = await rehearse();
  const one = await app.signInOnce();
  const other = await app.services();
  app.clock.advance(HOUR);
  const since = app.mock.lastRequest;
  const [first, second] = await Promise.all([one.keeper.accessToken(), other.keeper.accessToken()]);
  if (first.status !== "usable" || second.status !== "usable") throw new Error("both are usable");
  expect(first.accessToken.reveal()).toBe(second.accessToken.reveal());
  expect([first.refreshed, second.refreshed].filter(Boolean)).toHaveLength(1);
  expect(app.mock.requests({ since, operation: "CreateToken" })).toHaveLength(1);
});

describe("gap: keyring write failure after successful sign-in", () => {
  it.each([
    ["locked", new KeyStoreError("locked", "Unlock the keyring.")],
    ["frozen", new KeyStoreError("frozen", "Restart the keyring.")],
    ["denied", new KeyStoreError("denied", "Allow access.")],
  ])(
    "gap: keyring write failure after successful sign-in: %s: said, and signed in for this run",
    async (state, failure) => {
      await using app = await rehearse();
      const fail = (): Promise<never> => Promise.reject(failure);
      const services = await app.services({
        keyStore: { name: "a keyring", get: fail, set: fail, delete: fail },
      });
      const signIn = app.signIn(services, (shown) => {
        if (shown.state === "code") app.mock.approve(shown.userCode, USER);
      });
      expect(await signIn.run()).toMatchObject({
        state: "keychain",
        keychain: state,
        message: failure.message,
      });
      expect(await mintCredentials(services)).toMatchObject({ status: "issued" });
      app.clock.advance(HOUR);
      expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
      expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
    },
  );

  it("gap: vault write failure after successful sign-in: another process holds the lock for ever: signed in for this run", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const locked = new TokenVaultError("VAULT_LOCKED", "Process 12 holds the lock.");
    const never = (): Promise<never> => Promise.reject(locked);
    const held = { status: "held", cause: locked } as const;
    const store = { ...services.store, exclusively: never, write: async () => held };
    const signIn = app.signIn({ ...services, store }, (shown) => {
      if (shown.state === "code") app.mock.approve(shown.userCode, USER);
    });
    expect(await signIn.run()).toMatchObject({ state: "keychain", message: locked.message });
  });

  it("gap: keyring write failure after successful sign-in: the account the person has no access to is the bigger news", async () => {
    await using app = await rehearse();
    const services = await app.services({ keyStore: lockedKeyStore });
    const decision = { ...services.decision, roleName: "Another" };
    const signIn = app.signIn({ ...services, decision }, (shown) => {
      if (shown.state === "code") app.mock.approve(shown.userCode, USER);
    });
    expect((await signIn.run()).state).toBe("wrong-account");
  });
});

describe("gap: logout while a refresh is in flight", () => {
  it("gap: logout while a refresh is in flight: the answer that comes later brings nothing back", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    const refreshing = services.keeper.accessToken();
    await services.keeper.end();
    expect(await refreshing).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    expect((await services.store.read()).status).toBe("absent");
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("gap: logout while a refresh is in flight: an answer that comes before the removal is not written", async () => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, -1);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    rig.answer(async () => {
      asked.resolve();
      await answer.promise;
      return refreshed(rig);
    });
    const removal = Promise.withResolvers<void>();
    const remove = async (): Promise<void> => {
      await removal.promise;
      await rig.store.remove();
    };
    const keeper = rig.keeperWith({ store: { ...rig.store, remove } });
    const refreshing = keeper.accessToken();
    await asked.promise;
    const ending = keeper.end();
    answer.resolve();
    expect(await refreshing).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    removal.resolve();
    await ending;
    expect((await rig.store.read()).status).toBe("absent");
  });

  it("gap: logout while a refresh is in flight, and a new sign-in before its answer: the new one stays", async () => {
    using rig = await keeperRig();
    await withSecondsLeft(rig, -1);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    rig.answer(async () => {
      asked.resolve();
      await answer.promise;
      return refreshed(rig);
    });
    // What was stored could not be written, so nothing orders the two but the keeper itself.
    rig.vault.put = full;
    const refreshing = rig.keeper.accessToken();
    await asked.promise;
    const anew = { ...signInUntil(new Date(rig.clock.now() + HOUR)), clientId: "client-of-the-new-one" };
    await rig.store.write(anew);
    answer.resolve();
    expect(await refreshing).toMatchObject({ status: "usable", expiresAt: anew.tokens.expiresAt });
    expect(await rig.store.read()).toMatchObject({ signIn: { clientId: "client-of-the-new-one" } });
  });
});

describe("gap: user switching accounts mid-flow", () => {
  it("gap: user switching accounts mid-flow: another person approves: their sign-in alone is stored, whole", async () => {
    await using app = await rehearse();
    app.mock.putUser({ userName: "grace.hopper", password: "compiler-1952" });
    const services = await app.signInOnce();
    const ada = await accessTokenOf(services);
    app.clock.advance(1000);
    const signIn = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, "grace.hopper");
    });
    // Grace is not assigned: the person is told before anything of hers is used, and the old sign-in is not mixed in.
    expect((await signIn.run()).state).toBe("wrong-account");
    expect(await accessTokenOf(services)).not.toBe(ada);
    app.clock.advance(HOUR);
    expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
    const refresh = app.mock.requests({ operation: "CreateToken", status: 200 }).at(-1);
    expect(refresh?.userName).toBe("grace.hopper");
    expect((await mintCredentials(services)).status).toBe("not-assigned");
  });

  it("gap: user switching accounts mid-flow: what the portal refuses of the old sign-in does not end the new one", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const [session] = app.mock.sessions();
    let refusals = 0;
    const portal = {
      ...services.portal,
      async getRoleCredentials() {
        refusals += 1;
        if (refusals === 2) {
          app.clock.advance(1000);
          await app.signInOnce();
        }
        return { status: "session-ended" as const };
      },
    };
    app.mock.revokeSession(session?.id ?? "");
    const { flow } = services;
    // The refresh that is forced after the first refusal still works; the second refusal comes after the new sign-in.
    const refresh = async (): ReturnType<typeof flow.refresh> => {
      const expiresAt = new Date(app.clock.now() + HOUR);
      return { status: "refreshed", tokens: { ...signInUntil(expiresAt).tokens } };
    };
    flow.refresh = refresh;
    expect(await mintCredentials({ ...services, portal })).toMatchObject({ status: "sign-in-needed" });
    expect(refusals).toBe(2);
    expect((await mintCredentials(await app.services())).status).toBe("issued");
  });

  it("gap: user switching accounts mid-flow: a sign-in that fails leaves the stored one as it was", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const before = await accessTokenOf(services);
    const signIn = app.signIn(services, (state) => {
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    expect((await signIn.run()).state).toBe("denied");
    expect(await accessTokenOf(services)).toBe(before);
    expect((await mintCredentials(services)).status).toBe("issued");
  });
});

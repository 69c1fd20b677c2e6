import { KeyStoreError } from "@latchkey/token-vault";
import { describe, expect, it } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

describe("a kept sign-in", () => {
  it("gives role credentials after a restart, without a browser", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    expect((await app.start()).screen.name).toBe("cowork");
    const minted = await mintCredentials(await app.services());
    expect(minted).toMatchObject({ status: "issued", refreshed: false });
  });

  it("is refreshed when the access token has ended, and the new refresh token is the one kept", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    for (const round of ["first", "second", "third"]) {
      app.clock.advance(HOUR);
      expect(await mintCredentials(await app.services()), round).toMatchObject({
        status: "issued",
        refreshed: true,
      });
    }
  });

  it("is refreshed once for callers that come at the same time", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    const results = await Promise.all([1, 2, 3].map(() => services.keeper.accessToken()));
    expect(results.map(({ status }) => status)).toEqual(["usable", "usable", "usable"]);
    const refreshes = app.mock.requests().filter(({ operation }) => operation === "CreateToken");
    expect(refreshes.filter(({ status }) => status === 200)).toHaveLength(2);
  });

  it("is refreshed when the portal refuses an access token that looks fresh", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    // Only Identity Center's clock moves on: the token dies there before its time here.
    app.mock.clock.advance(HOUR);
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
  });

  it("is cleared when the portal refuses the refreshed access token too", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    let asked = 0;
    const portal = {
      ...services.portal,
      getRoleCredentials: () => {
        asked += 1;
        return Promise.resolve({ status: "session-ended" as const });
      },
    };
    expect(await mintCredentials({ ...services, portal })).toEqual({
      status: "sign-in-needed",
      reason: "session-ended",
    });
    expect(asked).toBe(2);
    expect((await services.store.read()).status).toBe("absent");
  });

  it("is not lost when the vault cannot be written after a refresh", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    let writable = true;
    const { keyStore } = app.settings;
    const get = (account: string): Promise<string | undefined> =>
      writable ? keyStore.get(account) : Promise.reject(new KeyStoreError("frozen", "Restart the keyring."));
    const services = await app.services({ keyStore: { ...keyStore, get } });
    await services.store.read();
    app.clock.advance(HOUR);
    writable = false;
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
    app.clock.advance(HOUR);
    writable = true;
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
    app.clock.advance(HOUR);
    expect(await mintCredentials(await app.services())).toMatchObject({ status: "issued", refreshed: true });
  });

  it("waits for a keychain that is locked, and says what to do", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    const services = await app.services({ keyStore: lockedKeyStore });
    expect(await mintCredentials(services)).toEqual({
      status: "keychain-problem",
      state: "locked",
      message: "Unlock the keyring.",
    });
    expect((await app.start()).screen.name).toBe("cowork");
  });

  it("is cleared when an administrator deletes the session, and the page says why", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    for (const { id } of app.mock.sessions()) app.mock.revokeSession(id);
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    expect((await services.store.read()).status).toBe("absent");
  });

  it("is cleared when the portal session has reached its end", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(9 * HOUR);
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  });

  it("survives that Identity Center cannot be reached", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(2 * HOUR);
    await app.mock.close();
    expect((await mintCredentials(services)).status).toBe("unavailable");
    expect((await services.store.read()).status).toBe("found");
  });

  it("survives that the person is not assigned to the account any more", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.removeAssignment({
      accountId: POLICY.inferenceBedrockSsoAccountId,
      permissionSet: POLICY.inferenceBedrockSsoRoleName,
      groupName: "Bedrock users",
    });
    expect(await mintCredentials(services)).toEqual({
      status: "not-assigned",
      requestId: app.mock.requests({ operation: "GetRoleCredentials" }).at(-1)?.requestId,
    });
    expect((await services.store.read()).status).toBe("found");
  });

  it("ends when the person's user is disabled", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.setUserEnabled(USER, false);
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  });
});

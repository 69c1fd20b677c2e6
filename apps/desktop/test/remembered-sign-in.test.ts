import { KeyStoreError } from "@latchkey/token-vault";
import { expect, it } from "vitest";
import { rehearse } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

it("signing out names the last role credentials also when they came last", async () => {
  await using app = await rehearse();
  const { keeper } = await app.signInOnce();
  const later = new Date(app.clock.now() + 2 * HOUR);
  keeper.credentialsIssued(new Date(app.clock.now() + HOUR));
  keeper.credentialsIssued(later);
  expect(await keeper.end()).toMatchObject({ roleCredentialsUntil: later });
});

it("a sign-in that the vault did not take is gone after signing out", async () => {
  await using app = await rehearse();
  await app.signInOnce();
  const { keyStore } = app.settings;
  let isFrozen = false;
  const get = (account: string): Promise<string | undefined> =>
    isFrozen ? Promise.reject(new KeyStoreError("frozen", "Restart the keyring.")) : keyStore.get(account);
  const { keeper, store } = await app.services({ keyStore: { ...keyStore, get } });
  await store.read();
  isFrozen = true;
  app.clock.advance(HOUR);
  expect(await keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  isFrozen = false;
  await keeper.end();
  expect((await store.read()).status).toBe("absent");
});

import { join } from "node:path";
import { keytarKeyStore, openTokenVault } from "@latchkey/token-vault";
import { expect, test } from "vitest";
import { keyStoreContract } from "../support/key-store-contract.ts";
import { entryOf, SIGN_IN, TOKEN, tokenIn } from "../support/vault.ts";
import { hostsOf, procFile } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

keyStoreContract("keytar with a real Secret Service", async () => {
  const { environment } = await startSecretService();
  return keytarKeyStore({ service: "latchkey-test", environment });
});

test("a rotation with a real Secret Service: the record is readable, and the keychain holds one key", async () => {
  const { environment, directory } = await startSecretService();
  const keyStore = keytarKeyStore({ service: "latchkey-test", environment });
  const vault = await openTokenVault({ directory: join(directory, "vault"), keyStore });
  await vault.put(SIGN_IN, entryOf());
  const before = await keyStore.get("data-key");
  expect(await vault.rotateDataKey()).toEqual({ rewritten: 1, leftAlone: 0 });
  const after = await keyStore.get("data-key");
  expect([/^[0-9a-f]{64}$/.test(after ?? ""), after === before]).toEqual([true, false]);
  expect(await tokenIn(vault)).toBe(TOKEN);
  await keyStore.close?.();
});

test("opening a vault that has a key starts the keychain's process, which asks nothing until it is told to", async () => {
  const service = await startSecretService();
  const options = { service: "latchkey-test", environment: service.environment };
  const location = join(service.directory, "vault");
  const first = keytarKeyStore(options);
  await (await openTokenVault({ directory: location, keyStore: first })).put(SIGN_IN, entryOf());
  await first.close?.();
  // A frozen daemon would hang whoever asks it.
  service.freezeDaemon();
  const keyStore = keytarKeyStore(options);
  const vault = await openTokenVault({ directory: location, keyStore });
  const [host = 0] = hostsOf(process.pid);
  expect(procFile(host, "cmdline")).toContain("keytar-host");
  service.thawDaemon();
  expect(await tokenIn(vault)).toBe(TOKEN);
  expect(hostsOf(process.pid)).toEqual([host]);
  await keyStore.close?.();
});

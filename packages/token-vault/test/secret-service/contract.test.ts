import { join } from "node:path";
import { openTokenVault } from "@latchkey/token-vault";
import { describe, expect, test } from "vitest";
import { keyStoreContract } from "../support/key-store-contract.ts";
import { entryOf, SIGN_IN, TOKEN, tokenIn } from "../support/vault.ts";
import { ADAPTERS, keyStoreOf } from "./support/adapters.ts";
import { startSecretService } from "./support/secret-service.ts";

describe.each(ADAPTERS)("%s", (adapter) => {
  keyStoreContract("a real Secret Service", async () => {
    const { environment } = await startSecretService();
    return keyStoreOf(adapter, { environment });
  });

  test("a rotation with a real Secret Service: the record is readable, and the keychain holds one key", async () => {
    const { environment, directory } = await startSecretService();
    const keyStore = keyStoreOf(adapter, { environment });
    const vault = await openTokenVault({ directory: join(directory, "vault"), keyStore });
    await vault.put(SIGN_IN, entryOf());
    const before = await keyStore.get("data-key");
    expect(await vault.rotateDataKey()).toEqual({ rewritten: 1, leftAlone: 0 });
    const after = await keyStore.get("data-key");
    expect([/^[0-9a-f]{64}$/.test(after ?? ""), after === before]).toEqual([true, false]);
    expect(await tokenIn(vault)).toBe(TOKEN);
    await keyStore.close?.();
  });
});

import { join } from "node:path";
import { probeKeyStore } from "@latchkey/token-vault";
import { describe, expect, test } from "vitest";
import { ADAPTERS, keyStoreOf } from "./support/adapters.ts";
import { runProgram } from "./support/run-program.ts";
import type { Instruction } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

describe.each(ADAPTERS)("%s", (adapter) => {
  test("a sign-in is there in the next process, and after the daemon was restarted", async () => {
    const service = await startSecretService();
    const base = { adapter, directory: join(service.directory, "vault"), token: "aoaAAAAAG-round-trip" };
    const run = async (action: Instruction["action"]): Promise<unknown> =>
      (await runProgram(service.environment, { ...base, action })).result;

    expect(await run("get")).toEqual({ status: "absent" });
    expect(await run("put")).toBe("put");
    expect(await run("get")).toEqual({ isSame: true });
    await service.stopDaemon();
    await service.startDaemon("the password");
    expect(await run("get")).toEqual({ isSame: true });
    expect(await run("clear")).toBe("cleared");
    expect(await run("get")).toEqual({ status: "absent" });
  });

  test("values of all lengths that an adapter may meet come back as they were", async () => {
    const service = await startSecretService();
    const store = keyStoreOf(adapter, { environment: service.environment });
    for (const value of ["a", "f".repeat(64), "zwei €\u{1f511}\n", "x".repeat(2_561)]) {
      await store.set("account", value);
      expect((await store.get("account")) === value).toBe(true);
    }
    expect([await store.delete("account"), await store.delete("account")]).toEqual([true, false]);
    await store.close?.();
  });

  test("an app that runs on while the daemon is restarted reaches the new one", async () => {
    const service = await startSecretService();
    const store = keyStoreOf(adapter, { environment: service.environment });
    await store.set("account", "value");
    await service.stopDaemon();
    await service.startDaemon("the password");
    // keytar's first call may still hold the old connection.
    if (adapter === "keytar") await probeKeyStore(store);
    expect(await probeKeyStore(store)).toMatchObject({ state: "ready" });
    expect(await store.get("account")).toBe("value");
    await store.close?.();
  });
});

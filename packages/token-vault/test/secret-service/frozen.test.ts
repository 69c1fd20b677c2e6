import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ADAPTERS, keyStoreOf } from "./support/adapters.ts";
import { hostsOnBus, runProgram, until } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

describe.each(ADAPTERS)("%s", (adapter) => {
  test("a frozen daemon: frozen within 5 s, the app ends within 2 s, and no process is left", async () => {
    const service = await startSecretService();
    const instruction = { adapter, directory: join(service.directory, "vault"), token: "aoaAAAAAG-frozen" };
    await runProgram(service.environment, { ...instruction, action: "put" });
    service.freezeDaemon();
    const { result, answeredAfterMs, endedAfterMs, exitCode } = await runProgram(service.environment, {
      ...instruction,
      action: "get",
    });
    expect(result).toEqual({ code: "VAULT_KEY_STORE", state: "frozen" });
    expect(answeredAfterMs).toBeLessThan(5_000);
    expect(endedAfterMs).toBeLessThan(2_000);
    expect(exitCode).toBe(0);
    await until(() => hostsOnBus(service.environment).length === 0);
    expect(hostsOnBus(service.environment)).toEqual([]);
  });

  test("after the thaw the next call works", async () => {
    const service = await startSecretService();
    const store = keyStoreOf(adapter, { environment: service.environment, timeoutMs: 500 });
    await store.set("account", "value");
    service.freezeDaemon();
    await expect(store.get("account")).rejects.toMatchObject({ state: "frozen" });
    service.thawDaemon();
    expect(await store.get("account")).toBe("value");
    await store.close?.();
  });

  test("a session bus that is frozen: frozen, and the app ends within 2 s", async () => {
    const service = await startSecretService();
    service.freezeBus();
    const { result, endedAfterMs, exitCode } = await runProgram(service.environment, {
      adapter,
      action: "probe",
      directory: service.directory,
      token: "unused",
    });
    expect(result).toMatchObject({ state: "frozen" });
    expect(endedAfterMs).toBeLessThan(2_000);
    expect(exitCode).toBe(0);
  });
});

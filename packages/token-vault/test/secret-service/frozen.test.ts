import { once } from "node:events";
import { join } from "node:path";
import { keytarKeyStore } from "@latchkey/token-vault";
import { expect, test } from "vitest";
import { hostsOf, hostsOnBus, isRunning, runProgram, startProgram, until } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

test("a frozen daemon: frozen within 5 s, the app ends within 2 s, and no process is left", async () => {
  const service = await startSecretService();
  const instruction = { directory: join(service.directory, "vault"), token: "aoaAAAAAG-frozen" };
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

test("an app that is killed while the daemon is frozen leaves no host behind", async () => {
  const service = await startSecretService();
  service.freezeDaemon();
  const instruction = { action: "probe", directory: service.directory, token: "unused" } as const;
  const program = startProgram(service.environment, instruction);
  await until(() => hostsOf(program.pid).length === 1);
  const [host = 0] = hostsOf(program.pid);
  const exit = once(program, "exit");
  program.kill("SIGKILL");
  await exit;
  await until(() => !isRunning(host));
  expect(isRunning(host)).toBe(false);
});

test("a host that froze is gone, and the next call after the thaw works", async () => {
  const service = await startSecretService();
  const store = keytarKeyStore({
    service: "latchkey-test",
    environment: service.environment,
    timeoutMs: 500,
  });
  await store.set("account", "value");
  const [host = 0] = hostsOf(process.pid);
  service.freezeDaemon();
  await expect(store.get("account")).rejects.toMatchObject({ state: "frozen" });
  await until(() => !isRunning(host));
  service.thawDaemon();
  expect(await store.get("account")).toBe("value");
  await store.close?.();
  expect(hostsOf(process.pid)).toEqual([]);
});

test("a host that nobody asks ends by itself after some seconds", async () => {
  const service = await startSecretService();
  const store = keytarKeyStore({ service: "latchkey-test", environment: service.environment });
  await store.set("account", "value");
  const [host = 0] = hostsOf(process.pid);
  expect(isRunning(host)).toBe(true);
  await until(() => !isRunning(host));
  expect(await store.get("account")).toBe("value");
  await store.close?.();
});

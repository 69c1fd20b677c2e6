import { once } from "node:events";
import { join } from "node:path";
import { keytarKeyStore, openTokenVault } from "@latchkey/token-vault";
import { expect, test } from "vitest";
import { entryOf, SIGN_IN, TOKEN, tokenIn } from "../support/vault.ts";
import { hostsOf, isRunning, procFile, startProgram, until } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

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

test("an app that is killed while the daemon is frozen leaves no host behind", async () => {
  const service = await startSecretService();
  service.freezeDaemon();
  const instruction = {
    adapter: "keytar",
    action: "probe",
    directory: service.directory,
    token: "unused",
  } as const;
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

test("the keychain's process has the environment that was asked for, plus its channel, and nothing else", async () => {
  const service = await startSecretService();
  const store = keytarKeyStore({ service: "latchkey-test", environment: service.environment });
  await store.get("account");
  const [host = 0] = hostsOf(process.pid);
  const names = procFile(host, "environ")
    .split("\0")
    .filter(Boolean)
    .map((line) => line.split("=")[0]);
  const own = names.filter((name) => !name?.startsWith("NODE_CHANNEL_"));
  expect(new Set(own)).toEqual(new Set(["DBUS_SESSION_BUS_ADDRESS", "HOME", "PATH"]));
  await store.close?.();
});

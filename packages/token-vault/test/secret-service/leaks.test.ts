import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { keytarKeyStore, openTokenVault } from "@latchkey/token-vault";
import { expect, test } from "vitest";
import { hostsOf, procFile } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

const TOKEN = "aoaAAAAAG-must-not-leak";
const KEY = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind: "sign-in" } as const;

test("no secret is in a file of the vault, or in the arguments or environment of this process and the keychain's", async () => {
  const service = await startSecretService();
  const directory = join(service.directory, "vault");
  const environment = { ...service.environment };
  const keyStore = keytarKeyStore({ service: "latchkey-test", environment });
  const vault = await openTokenVault({ directory, keyStore });
  await vault.put(KEY, { secrets: { accessToken: secret(TOKEN) }, metadata: {} });
  const dataKey = (await keyStore.get("data-key")) ?? "";
  expect(dataKey).toMatch(/^[0-9a-f]{64}$/);

  const [host] = hostsOf(process.pid);
  if (host === undefined) throw new Error("the host is not running, so there is nothing to look at");
  const files = readdirSync(directory).map((name) => name + readFileSync(join(directory, name), "latin1"));
  expect(files.length).toBeGreaterThan(0);
  const processes = [process.pid, host].flatMap((id) => [procFile(id, "cmdline"), procFile(id, "environ")]);
  // What Node.js would write about this process when it is asked to report.
  const report = JSON.stringify(process.report.getReport());
  const places = [...files, ...processes, report];
  const keyBytes = Buffer.from(dataKey, "hex").toString("latin1");
  for (const place of places) {
    expect(place.length).toBeGreaterThan(0);
    for (const text of [TOKEN, dataKey, keyBytes]) expect(place.includes(text)).toBe(false);
  }
  await keyStore.close?.();
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

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { openTokenVault } from "@latchkey/token-vault";
import { describe, expect, test } from "vitest";
import { ADAPTERS, keyStoreOf } from "./support/adapters.ts";
import { hostsOf, procFile } from "./support/run-program.ts";
import { startSecretService } from "./support/secret-service.ts";

const TOKEN = "aoaAAAAAG-must-not-leak";
const KEY = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind: "sign-in" } as const;

describe.each(ADAPTERS)("%s", (adapter) => {
  test("no secret is in a file of the vault, or in the arguments or environment of this process and the keychain's", async () => {
    const service = await startSecretService();
    const directory = join(service.directory, "vault");
    const keyStore = keyStoreOf(adapter, { environment: service.environment });
    const vault = await openTokenVault({ directory, keyStore });
    await vault.put(KEY, { secrets: { accessToken: secret(TOKEN) }, metadata: {} });
    const dataKey = (await keyStore.get("data-key")) ?? "";
    expect(dataKey).toMatch(/^[0-9a-f]{64}$/);

    // The Secret Service needs no process besides this one.
    const hosts = hostsOf(process.pid);
    expect(hosts).toHaveLength(adapter === "keytar" ? 1 : 0);
    const files = readdirSync(directory).map((name) => name + readFileSync(join(directory, name), "latin1"));
    expect(files.length).toBeGreaterThan(0);
    const processes = [process.pid, ...hosts].flatMap((id) => [
      procFile(id, "cmdline"),
      procFile(id, "environ"),
    ]);
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
});

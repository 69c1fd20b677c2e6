/** Stores, reads and rotates, then signs out; says so after each part and waits for a line before the next. */

import { once } from "node:events";
import { secret } from "@latchkey/secret";
import { openTokenVault } from "@latchkey/token-vault";
import { fileKeyStore } from "../../support/file-key-store.ts";

const [directory = "", keys = ""] = process.argv.slice(2);
const key = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind: "sign-in" } as const;
const pause = async (line: string): Promise<void> => {
  process.stdout.write(`${line}\n`);
  await once(process.stdin, "data");
};

const vault = await openTokenVault({ directory, keyStore: fileKeyStore(keys) });
await vault.put(key, { secrets: { accessToken: secret("aoaAAAAAG-memory") }, metadata: {} });
await vault.get(key);
await pause("stored");
await vault.clear();
await pause("cleared");
process.stdin.destroy();

/** Changes a vault in a loop until it is killed. Writes a line after each change that is done. */

import { writeSync } from "node:fs";
import { once } from "node:events";
import { flushCompileCache } from "node:module";
import { secret } from "@latchkey/secret";
import { openTokenVault } from "@latchkey/token-vault";
import type { TokenVault, VaultEntry } from "@latchkey/token-vault";
import { fileKeyStore } from "../../support/file-key-store.ts";
import { KEPT, keyOf } from "./rounds.ts";
import type { Loop } from "./rounds.ts";

const [loop = "", directory = "", keys = ""] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const entryOf = (text: string): VaultEntry => ({ secrets: { text: secret(text) }, metadata: {} });

const changes: Record<Loop, (vault: TokenVault, count: number) => Promise<unknown>> = {
  put: (vault, count) => vault.put(keyOf("sign-in"), entryOf(String(count))),
  delete: async (vault, count) => {
    await vault.put(keyOf("sign-in"), entryOf(String(count)));
    await vault.delete(keyOf("sign-in"));
  },
  clear: async (vault, count) => {
    await vault.put(keyOf("sign-in"), entryOf(String(count)));
    await vault.clear();
  },
  rotate: (vault) => vault.rotateDataKey(),
};

const change = changes[loop as Loop];
// Started ahead of its round, so that the round does not wait for it; the next ones start from what it compiled.
flushCompileCache();
say("ready");
await once(process.stdin, "data");
const vault = await openTokenVault({ directory, keyStore: fileKeyStore(keys) });
if (loop === "rotate") {
  await vault.put(keyOf("sign-in"), entryOf(KEPT));
  await vault.put(keyOf("client-registration"), entryOf(KEPT));
}
say("0");
for (let count = 1; ; count += 1) {
  await change(vault, count);
  say(String(count));
}

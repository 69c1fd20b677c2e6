/** Takes the lock of a vault, says so, and holds it for as long as it lives. */

import { memoryKeyStore, openTokenVault } from "@latchkey/token-vault";

const [directory = ""] = process.argv.slice(2);
const vault = await openTokenVault({ directory, keyStore: memoryKeyStore() });
await vault.withLock(async () => {
  process.stdout.write("locked\n");
  await new Promise((resolve) => process.stdin.once("data", resolve));
});
process.stdin.destroy();

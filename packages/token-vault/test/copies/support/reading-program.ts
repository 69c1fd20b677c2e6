/** Becomes another user, reads the vault of a folder with a key store of its own, and prints what it found. */

import { memoryKeyStore, openTokenVault, TokenVaultError } from "@latchkey/token-vault";

const [directory = "", key = "", user = ""] = process.argv.slice(2);
// Only now: what was imported may be in a home that the other user cannot enter.
process.setgroups?.([]);
process.setgid?.(Number(user));
process.setuid?.(Number(user));
const keyStore = memoryKeyStore();
if (key !== "") await keyStore.set("data-key", key);
try {
  const vault = await openTokenVault({ directory, keyStore });
  const read = await vault.get({
    startUrl: "https://acme.awsapps.com/start",
    region: "eu-west-1",
    kind: "sign-in",
  });
  process.stdout.write(read.status === "unreadable" ? read.reason : read.status);
} catch (error) {
  process.stdout.write(error instanceof TokenVaultError ? error.code : String(error));
}

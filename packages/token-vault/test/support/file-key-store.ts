/** A key store in files, so that processes can share it without a keychain. For tests: it protects nothing. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyStore } from "@latchkey/token-vault";

export function fileKeyStore(directory: string): KeyStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const pathOf = (account: string): string => join(directory, account);
  const read = (account: string): string | undefined => {
    try {
      return readFileSync(pathOf(account), "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    name: "The test's files",
    get: (account) => Promise.resolve(read(account)),
    set(account, value) {
      // A keychain does not tear values either.
      writeFileSync(pathOf(`${account}.${process.pid}`), value, { mode: 0o600 });
      renameSync(pathOf(`${account}.${process.pid}`), pathOf(account));
      return Promise.resolve();
    },
    delete(account) {
      const isThere = read(account) !== undefined;
      rmSync(pathOf(account), { force: true });
      return Promise.resolve(isThere);
    },
  };
}

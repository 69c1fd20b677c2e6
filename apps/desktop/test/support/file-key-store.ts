/** A key store in a file, so that processes can share it without a keychain. For tests: it protects nothing. */
import type { KeyStore } from "@latchkey/token-vault";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** @param path of the file; one account, whatever its name. */
export function fileKeyStore(path: string): KeyStore {
  const read = (): string | undefined => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    name: "The test's file",
    get: () => Promise.resolve(read()),
    set(_account, value) {
      writeFileSync(`${path}.${process.pid}`, value, { mode: 0o600 });
      renameSync(`${path}.${process.pid}`, path);
      return Promise.resolve();
    },
    delete() {
      const isThere = read() !== undefined;
      rmSync(path, { force: true });
      return Promise.resolve(isThere);
    },
  };
}

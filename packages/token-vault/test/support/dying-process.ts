/** A process that dies at a chosen step: from then on nothing it does has an effect. */

import { writeFileSync } from "node:fs";
import type { KeyStore } from "../../src/key-store.ts";
import { nodeFileSystem } from "../../src/vault-file-system.ts";
import type { VaultFileSystem } from "../../src/vault-file-system.ts";

/** When the step's effect is lost, when it is there, and when half of a file is there. */
export type Death = "before" | "after" | "halfway";

export interface DyingProcess {
  readonly fileSystem: VaultFileSystem;
  readonly keyStore: KeyStore;
  /** Whether the step at which it dies was reached. */
  readonly isDead: () => boolean;
}

/** @param dieAt counts the calls of the file system and of the key store together, from 1. */
export function dyingProcess(keyStore: KeyStore, dieAt: number, death: Death): DyingProcess {
  let steps = 0;
  const mortal = <Arguments extends unknown[], Result>(
    act: (...values: Arguments) => Promise<Result>,
    half?: (...values: Arguments) => void,
  ): ((...values: Arguments) => Promise<Result>) => {
    return async (...values) => {
      steps += 1;
      if (steps < dieAt) return await act(...values);
      if (steps === dieAt && death === "after") releaseIfLock(await act(...values));
      if (steps === dieAt && death === "halfway") half?.(...values);
      throw new Error("this process is dead");
    };
  };
  const { create, note } = nodeFileSystem;
  const writeHalf = (path: string, bytes: Uint8Array): void =>
    writeFileSync(path, bytes.subarray(0, bytes.length / 2), { mode: 0o600 });
  return {
    isDead: () => steps >= dieAt,
    keyStore: {
      name: keyStore.name,
      get: mortal(keyStore.get),
      set: mortal(keyStore.set),
      delete: mortal(keyStore.delete),
    },
    fileSystem: {
      inspect: mortal(nodeFileSystem.inspect),
      makeDirectory: mortal(nodeFileSystem.makeDirectory),
      setDirectoryMode: mortal(nodeFileSystem.setDirectoryMode),
      list: mortal(nodeFileSystem.list),
      read: mortal(nodeFileSystem.read),
      identify: mortal(nodeFileSystem.identify),
      create: mortal(create, writeHalf),
      rename: mortal(nodeFileSystem.rename),
      remove: mortal(nodeFileSystem.remove),
      syncDirectory: mortal(nodeFileSystem.syncDirectory),
      note: mortal(note, writeHalf),
      tryLock: mortal(nodeFileSystem.tryLock),
    },
  };
}

/** What the operating system does for a process that dies with a lock. */
function releaseIfLock(result: unknown): void {
  if (typeof result === "function") Reflect.apply(result, undefined, []);
}

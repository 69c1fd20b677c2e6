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
  const step = async (name: string, act: () => unknown, values: readonly unknown[]): Promise<unknown> => {
    steps += 1;
    if (steps < dieAt) return await act();
    if (steps === dieAt && death === "after") releaseIfLock(await act());
    if (steps === dieAt && death === "halfway") writeHalf(name, values);
    throw new Error("this process is dead");
  };
  const mortal = <Tool extends object>(tool: Tool): Tool =>
    new Proxy(tool, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...values: readonly unknown[]) =>
          step(String(name), () => Reflect.apply(method, target, values) as unknown, values);
      },
    });
  return {
    isDead: () => steps >= dieAt,
    keyStore: mortal(keyStore),
    fileSystem: mortal(nodeFileSystem),
  };
}

function writeHalf(name: string, [path, bytes]: readonly unknown[]): void {
  if (name !== "create" && name !== "note") return;
  const whole = bytes as Uint8Array;
  writeFileSync(path as string, whole.subarray(0, whole.length / 2), { mode: 0o600 });
}

/** What the operating system does for a process that dies with a lock. */
function releaseIfLock(result: unknown): void {
  if (typeof result === "function") Reflect.apply(result, undefined, []);
}

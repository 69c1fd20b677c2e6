/** The real file system, except that one kind of step fails. */

import { writeFileSync } from "node:fs";
import { nodeFileSystem } from "../../src/vault-file-system.ts";
import type { VaultFileSystem } from "../../src/vault-file-system.ts";

export type Step = keyof VaultFileSystem | "create-half";

/** What the failing step rejects with. */
export const DISK_FULL: Error = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });

/** What a disk rejects with that is about to die. */
export const BROKEN_DISK: Error = Object.assign(new Error("i/o error"), { code: "EIO" });

export interface FailingFileSystem extends VaultFileSystem {
  /** Fails these steps from now on. `create-half` writes half of the file before it fails, and cannot clean up. */
  fail: readonly Step[];
  /** What failing steps reject with; `DISK_FULL` until it is set. */
  failure: Error;
}

export function failingFileSystem(): FailingFileSystem {
  const own: Pick<FailingFileSystem, "fail" | "failure"> = { fail: [], failure: DISK_FULL };
  return new Proxy(
    { ...nodeFileSystem, ...own },
    {
      get(target, step, receiver) {
        const failing: readonly PropertyKey[] = target.fail;
        const refuse = (): Promise<never> => Promise.reject(target.failure);
        const createHalf = (path: string, bytes: Uint8Array): Promise<never> => {
          writeFileSync(path, bytes.subarray(0, bytes.length / 2));
          return refuse();
        };
        if (failing.includes(step)) return refuse;
        if (failing.includes("create-half") && step === "create") return createHalf;
        if (failing.includes("create-half") && step === "remove") return refuse;
        return Reflect.get(target, step, receiver) as unknown;
      },
    },
  );
}

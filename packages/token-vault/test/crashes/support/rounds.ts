/** Rounds of: a process changes a vault in a loop, is killed at a random moment, and the vault is opened again. */

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@latchkey/test-kit";
import { openTokenVault } from "@latchkey/token-vault";
import type { TokenVault, VaultKey, VaultRecordKind } from "@latchkey/token-vault";
import { fileKeyStore } from "../../support/file-key-store.ts";

export type Loop = "put" | "delete" | "clear" | "rotate";

export interface Round {
  /** The number of the last change that the process said was done. */
  readonly done: number;
  /** What the vault holds: a record's text, or why there is none. */
  readonly signIn: string;
  readonly registration: string;
  /** What was in the folder, without the lock's files and the mark of the data key. */
  readonly names: readonly string[];
}

/** What the rotating process stores before it begins. */
export const KEPT = "kept";

const ABOUT_ONE_CHANGE_MS = 10;
const PROGRAM = fileURLToPath(new URL("./crashing-program.ts", import.meta.url));
const NOT_RECORDS = ["lock", "lock-holder", "data-key-exists"];

export function keyOf(kind: VaultRecordKind): VaultKey {
  return { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind };
}

/** All rounds share one folder, so that what a crash leaves would pile up. */
export async function* crashRounds(loop: Loop, rounds: number): AsyncGenerator<Round> {
  using parent = temporaryDirectory();
  const [directory, keys] = [join(parent.path, "vault"), join(parent.path, "keys")];
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [PROGRAM, loop, directory, keys], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { NODE_COMPILE_CACHE: join(parent.path, "compiled") },
    });
    // A pipe to a process that was killed.
    child.stdin.on("error", () => undefined);
    return child;
  };
  let next = start();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const child = next;
      const lines = linesOf(child);
      await lines.reached(1);
      child.stdin?.write("go\n");
      next = start();
      // Its second line says that it began, each further one that a change is done.
      await lines.reached(2 + Math.floor(Math.random() * 3));
      await sleep(Math.random() * ABOUT_ONE_CHANGE_MS);
      await killed(child);
      const vault = await openTokenVault({ directory, keyStore: fileKeyStore(keys) });
      yield {
        done: lines.last(),
        signIn: await textIn(vault, "sign-in"),
        registration: await textIn(vault, "client-registration"),
        names: readdirSync(directory).filter((name) => !NOT_RECORDS.includes(name)),
      };
    }
  } finally {
    await killed(next);
  }
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
}

async function textIn(vault: TokenVault, kind: VaultRecordKind): Promise<string> {
  const read = await vault.get(keyOf(kind));
  if (read.status === "unreadable") return read.reason;
  return read.status === "found" ? (read.entry.secrets["text"]?.reveal() ?? "nothing") : read.status;
}

interface Lines {
  /** Resolves when there are so many lines. */
  reached(count: number): Promise<void>;
  /** The number in the last line. */
  last(): number;
}

function linesOf(child: ChildProcess): Lines {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const count = (): number => output.split("\n").length - 1;
  return {
    async reached(wanted) {
      while (count() < wanted) await once(child.stdout ?? child, "data");
    },
    last: () => Number(output.split("\n").at(-2)),
  };
}

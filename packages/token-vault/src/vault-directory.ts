/** The vault's folder: whom it belongs to, how a file in it is replaced, moved aside and swept. */

import { join, resolve } from "node:path";
import { parseFileName, SIDE_NAME_RANDOM_BYTES, sideName } from "./record-name.ts";
import type { VaultFile } from "./record-name.ts";
import { TokenVaultError } from "./token-vault-error.ts";
import type { FileRead, VaultFileSystem } from "./vault-file-system.ts";

const MOST_ASIDE = 5;

export interface VaultDirectoryTools {
  readonly fileSystem: VaultFileSystem;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}

/** All methods but `read` throw `VAULT_WRITE_FAILED`. */
export interface VaultDirectory {
  /** @throws {TokenVaultError} `VAULT_READ_FAILED` when the system cannot read what is there. */
  read(name: string, maximumBytes: number): Promise<FileRead>;
  /** All or nothing: the file is the old one until it is the new one. Only under the vault's lock. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Keeps at most five, over all names. Leaves the file alone when it is no longer the one of `identity`. */
  moveAside(name: string, identity?: string): Promise<void>;
  /** How many of these files were there. */
  remove(names: readonly string[]): Promise<number>;
  files(): Promise<readonly VaultFile[]>;
  /** Removes what interrupted writes left. Only under the vault's lock, where no write is under way. */
  sweep(): Promise<void>;
  has(name: string): Promise<boolean>;
  /** Makes sure that an empty file of this name is there. */
  mark(name: string): Promise<void>;
}

/**
 * Makes the folder when it is missing.
 *
 * @throws {TokenVaultError} `VAULT_UNTRUSTED_DIRECTORY` for a link, another user's folder, or one that others may write to.
 * @throws {TokenVaultError} `VAULT_WRITE_FAILED` when it cannot be made.
 */
export async function openVaultDirectory(path: string, tools: VaultDirectoryTools): Promise<VaultDirectory> {
  const { fileSystem, now, random } = tools;
  const root = resolve(path);
  const pathOf = (name: string): string => join(root, name);
  const newSideName = (name: string, use: "temporary" | "aside", time = now()): string =>
    sideName(name, use, time, random(SIDE_NAME_RANDOM_BYTES));

  const files = async (): Promise<readonly VaultFile[]> =>
    (await fileSystem.list(root)).map(parseFileName).filter((file) => file !== undefined);

  const removeAll = async (names: readonly string[]): Promise<number> => {
    let removed = 0;
    for (const name of names) if (await fileSystem.remove(pathOf(name))) removed += 1;
    if (removed > 0) await fileSystem.syncDirectory(root);
    return removed;
  };

  const has = async (name: string): Promise<boolean> =>
    (await fileSystem.identify(pathOf(name))) !== undefined;

  await trust(root, fileSystem);
  return {
    async read(name, maximumBytes) {
      try {
        return await fileSystem.read(pathOf(name), maximumBytes);
      } catch (cause) {
        throw new TokenVaultError("VAULT_READ_FAILED", `${pathOf(name)} could not be read.`, { cause });
      }
    },
    replace: (name, bytes) =>
      writing(root, async () => {
        const temporary = pathOf(newSideName(name, "temporary"));
        try {
          await fileSystem.create(temporary, bytes);
          await fileSystem.rename(temporary, pathOf(name));
        } catch (cause) {
          // What stays behind is swept when a vault is opened.
          await fileSystem.remove(temporary).catch(() => false);
          throw cause;
        }
        await fileSystem.syncDirectory(root);
      }),
    moveAside: (name, identity) =>
      writing(root, async () => {
        if (identity !== undefined && (await fileSystem.identify(pathOf(name))) !== identity) return;
        const aside = (await files()).filter(({ use }) => use === "aside");
        const newestFirst = aside.toSorted((a, b) => b.movedAt - a.movedAt);
        // The newest of all, also when the clock was set back.
        const time = Math.max(now(), (newestFirst[0]?.movedAt ?? 0) + 1);
        await fileSystem.rename(pathOf(name), pathOf(newSideName(name, "aside", time)));
        await fileSystem.syncDirectory(root);
        await removeAll(newestFirst.slice(MOST_ASIDE - 1).map((file) => file.name));
      }),
    remove: (names) => writing(root, () => removeAll(names)),
    files: () => writing(root, files),
    sweep: () =>
      writing(root, async () => {
        const left = (await files()).filter(({ use }) => use === "temporary");
        await removeAll(left.map(({ name }) => name));
      }),
    has: (name) => writing(root, () => has(name)),
    mark: (name) =>
      writing(root, async () => {
        if (await has(name)) return;
        await fileSystem.create(pathOf(name), new Uint8Array());
        await fileSystem.syncDirectory(root);
      }),
  };
}

async function trust(root: string, fileSystem: VaultFileSystem): Promise<void> {
  const facts = await writing(root, async () => {
    if ((await fileSystem.inspect(root)) === undefined) await fileSystem.makeDirectory(root);
    return fileSystem.inspect(root);
  });
  if (facts === undefined || !facts.isDirectory)
    throw untrusted(root, "is not a folder, or is a link to one");
  if (!facts.isOurs) throw untrusted(root, "belongs to another user");
  if ((facts.mode & 0o022) !== 0) throw untrusted(root, "can be written by other users");
  if (facts.mode !== 0o700) await writing(root, () => fileSystem.setDirectoryMode(root, 0o700));
}

function untrusted(root: string, problem: string): TokenVaultError {
  const message = `The vault folder ${root} ${problem}. It must be a folder of its own, owned by the user, mode 0700.`;
  return new TokenVaultError("VAULT_UNTRUSTED_DIRECTORY", message);
}

async function writing<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new TokenVaultError("VAULT_WRITE_FAILED", `The vault folder ${root} could not be changed.`, {
      cause,
    });
  }
}

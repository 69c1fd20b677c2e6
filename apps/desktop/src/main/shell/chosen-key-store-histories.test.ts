/**
 * A kept sign-in stays readable whatever happens to the two key stores: many histories of events, the same ones in every run, held
 * against the one sentence that decision 0013 promises.
 */
import { secret } from "@latchkey/secret";
import { temporaryDirectory } from "@latchkey/test-kit";
import { KeyStoreError, memoryKeyStore, openTokenVault, TokenVaultError } from "@latchkey/token-vault";
import type { KeyStore, KeyStoreState, TokenVault } from "@latchkey/token-vault";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeSafeStorage } from "../../../test/support/fake-safe-storage.ts";
import { chosenKeyStore } from "./chosen-key-store.ts";
import { safeStorageKeyStore } from "./safe-storage-key-store.ts";

const OWNER = { startUrl: "https://acme.awsapps.com/start", region: "us-east-1" };
const SIGN_IN = { kind: "sign-in", ...OWNER } as const;
const REGISTRATION = { kind: "client-registration", ...OWNER } as const;
const HISTORIES = 60;
const LENGTH = 14;

interface Machine {
  readonly kept: string | undefined;
  readonly events: Readonly<Record<string, () => Promise<unknown> | void>>;
  heal(): void;
  restart(): Promise<void>;
  /** The text of the sign-in, or what came instead of it. */
  read(): Promise<string>;
}

async function machineIn(folder: string): Promise<Machine> {
  const safeStorage = fakeSafeStorage();
  const memory = memoryKeyStore();
  let state: KeyStoreState = "ready";
  let vault: TokenVault;
  let kept: string | undefined;
  let count = 0;

  const asTheStateIs = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (state !== "ready") throw new KeyStoreError(state, "The history says so.");
    return work();
  };
  const system: KeyStore = {
    name: "The keychain",
    get: (account) => asTheStateIs(() => memory.get(account)),
    set: (account, value) => asTheStateIs(() => memory.set(account, value)),
    delete: (account) => asTheStateIs(() => memory.delete(account)),
  };
  const restart = async (): Promise<void> => {
    const sealed = safeStorageKeyStore({
      safeStorage,
      folder: join(folder, "key-store"),
      timeoutMs: 5_000,
      platform: "linux",
    });
    const vaultFolder = join(folder, "vault");
    const keyStore = chosenKeyStore({ system, safeStorage: sealed, vaultFolder, account: "data-key" });
    vault = await openTokenVault({ directory: vaultFolder, keyStore });
  };
  const put = (key: typeof SIGN_IN | typeof REGISTRATION, text: string): Promise<void> =>
    vault.put(key, { secrets: { accessToken: secret(text) }, metadata: {} });
  const become = (next: KeyStoreState) => (): void => void (state = next);
  const signIn = async (): Promise<void> => {
    const text = `sign-in ${(count += 1)}`;
    await put(SIGN_IN, text);
    kept = text;
  };
  const heal = (): void => {
    state = "ready";
    Object.assign(safeStorage, { backend: "gnome_libsecret", failure: undefined });
  };

  await restart();
  return {
    get kept() {
      return kept;
    },
    events: {
      restart,
      heal,
      signIn,
      register: () => put(REGISTRATION, "registration"),
      "sign-in ends": async () => void (await vault.delete(SIGN_IN), (kept = undefined)),
      signOut: () => ((kept = undefined), vault.clear()),
      "keychain comes": become("ready"),
      "keychain goes": become("unavailable"),
      "keychain locks": become("locked"),
      "keychain freezes": become("frozen"),
      "safeStorage weakens": () => void (safeStorage.backend = "basic_text"),
      "safeStorage locks": () => void (safeStorage.failure = new Error("temporarily unavailable")),
      "safeStorage works": () => void Object.assign(safeStorage, { backend: "kwallet6", failure: undefined }),
      "safeStorage rotates": () => safeStorage.rotate(),
    },
    heal,
    restart,
    async read() {
      const found = await vault.get(SIGN_IN);
      if (found.status !== "found") return found.status;
      return found.entry.secrets["accessToken"]?.reveal() ?? "no token";
    },
  };
}

/** Numbers that look random, and are the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** @returns what was not as promised, and whether a sign-in was kept in the end. */
async function live(seed: number, folder: string): Promise<{ wrong: readonly string[]; isKept: boolean }> {
  const machine = await machineIn(folder);
  // Little is shown by a history in which nobody signs in.
  const names = [...Object.keys(machine.events), "signIn", "signIn", "keychain comes"];
  const next = numbers(seed);
  const history: string[] = [];
  const wrong: string[] = [];
  const look = async (read: () => Promise<string>): Promise<void> => {
    if (machine.kept === undefined) return;
    const seen = await read();
    if (seen !== machine.kept) wrong.push(`${seed} ${history.join(", ")}: ${machine.kept}, and read ${seen}`);
  };
  const honest = (): Promise<string> => machine.read().catch((error: unknown) => codeOf(error, machine.kept));

  for (let step = 0; step < LENGTH; step += 1) {
    const name = names[next(names.length)] ?? "";
    history.push(name);
    await machine.events[name]?.()?.catch((error: unknown) => void codeOf(error, undefined));
    await look(honest);
  }
  machine.heal();
  await look(() => machine.read());
  await machine.restart();
  await look(() => machine.read());
  return { wrong, isKept: machine.kept !== undefined };
}

/** A key store that cannot be used says so, which is honest; any other error is a fault. */
function codeOf(error: unknown, honest: string | undefined): string {
  if (error instanceof TokenVaultError && error.code === "VAULT_KEY_STORE") return honest ?? "";
  throw error;
}

test("no history makes a kept sign-in unreadable, nor is it ever taken for absent", async () => {
  const lives = [];
  for (let seed = 0; seed < HISTORIES; seed += 1) {
    using folder = temporaryDirectory();
    lives.push(await live(seed, folder.path));
  }
  expect(lives.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(lives.filter(({ isKept }) => isKept).length).toBeGreaterThan(HISTORIES / 4);
});

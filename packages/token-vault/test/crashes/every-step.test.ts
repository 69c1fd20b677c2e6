import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { TokenVault } from "../../src/token-vault.ts";
import { dyingProcess } from "../support/dying-process.ts";
import type { Death } from "../support/dying-process.ts";
import { entryOf, OWNER, REGISTRATION, SIGN_IN, testVault, tokenIn } from "../support/vault.ts";
import type { TestVault } from "../support/vault.ts";

interface Crash {
  readonly name: string;
  /** What was there before, in whole records. */
  readonly before: (vault: TokenVault, folder: TestVault) => Promise<unknown>;
  readonly action: (vault: TokenVault) => Promise<unknown>;
  /** `sign-in client-registration` as they may be afterwards: as before, or as after the action. */
  readonly allowed: readonly string[];
}

const both = async (vault: TokenVault): Promise<void> => {
  await vault.put(SIGN_IN, entryOf("old"));
  await vault.put(REGISTRATION, entryOf("kept"));
};
const interruptedRotation = async (vault: TokenVault, { keyStore }: TestVault): Promise<void> => {
  await both(vault);
  await keyStore.set("data-key", `${"ab".repeat(32)} ${await keyStore.get("data-key")}`);
};
const OTHER = { ...OWNER, region: "us-east-1" };

const CRASHES: readonly Crash[] = [
  {
    name: "the first put of all",
    before: () => Promise.resolve(),
    action: (vault) => vault.put(SIGN_IN, entryOf("new")),
    allowed: ["absent absent", "new absent"],
  },
  {
    name: "a put that replaces",
    before: both,
    action: (vault) => vault.put(SIGN_IN, entryOf("new")),
    allowed: ["old kept", "new kept"],
  },
  {
    name: "a put over a damaged record",
    before: async (vault, folder) => {
      await both(vault);
      writeFileSync(folder.fileOf(SIGN_IN), "damaged", { mode: 0o600 });
    },
    action: (vault) => vault.put(SIGN_IN, entryOf("new")),
    allowed: ["corrupt kept", "absent kept", "new kept"],
  },
  {
    name: "a put during an interrupted rotation",
    before: interruptedRotation,
    action: (vault) => vault.put(SIGN_IN, entryOf("new")),
    allowed: ["old kept", "new kept"],
  },
  {
    name: "delete",
    before: both,
    action: (vault) => vault.delete(SIGN_IN),
    allowed: ["old kept", "absent kept"],
  },
  {
    name: "deleteOthers",
    before: async (vault) => {
      await both(vault);
      await vault.put({ ...OTHER, kind: "sign-in" }, entryOf());
    },
    action: (vault) => vault.deleteOthers(OWNER),
    allowed: ["old kept"],
  },
  {
    name: "clear",
    before: both,
    action: (vault) => vault.clear(),
    // Removing two files has a middle; each of them is whole or gone.
    allowed: ["old kept", "absent kept", "old absent", "absent absent"],
  },
  {
    name: "a rotation of the data key",
    before: both,
    action: (vault) => vault.rotateDataKey(),
    allowed: ["old kept"],
  },
  {
    name: "a rotation that finishes an interrupted one",
    before: interruptedRotation,
    action: (vault) => vault.rotateDataKey(),
    allowed: ["old kept"],
  },
  {
    name: "refresh under the lock",
    before: both,
    action: (vault) =>
      vault.withLock(async () => {
        await vault.get(SIGN_IN);
        await vault.put(SIGN_IN, entryOf("new"));
      }),
    allowed: ["old kept", "new kept"],
  },
];

const DEATHS: readonly Death[] = ["before", "after", "halfway"];

test.each(CRASHES.flatMap((crash) => DEATHS.map((death) => ({ ...crash, death }))))(
  "$name, dead $death any step: the next process finds the old or the new, nothing left over, and can go on",
  async ({ before, action, allowed, death }) => {
    const seen = new Set<string>();
    let steps = 0;
    for (let isDead = true; isDead; steps += 1) {
      using folder = testVault();
      await before(await folder.open(), folder);
      const mortal = dyingProcess(folder.keyStore, steps + 1, death);
      await folder
        .open(mortal)
        .then(action)
        .catch(() => undefined);
      isDead = mortal.isDead();

      const next = await folder.open();
      const found = `${await tokenIn(next)} ${await tokenIn(next, REGISTRATION)}`;
      expect(allowed, `after step ${steps + 1}`).toContain(found);
      seen.add(found);
      expect(folder.names().filter((name) => name.endsWith(".temporary"))).toEqual([]);
      await next.put(SIGN_IN, entryOf("later"));
      expect(await next.rotateDataKey()).toMatchObject({ leftAlone: 0 });
      expect(await tokenIn(next)).toBe("later");
      await next.clear();
      expect([folder.names(), await folder.keyStore.get("data-key")]).toEqual([[], undefined]);
    }
    // Otherwise the steps were not those of the action.
    expect(seen).toContain(allowed.at(-1));
    expect(steps).toBeGreaterThan(5);
  },
);

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { failingFileSystem } from "../test/support/failing-file-system.ts";
import { entryOf, OWNER, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import type { TokenVault } from "./token-vault.ts";

const never = new Promise<never>(() => undefined);
const nested = expect.objectContaining({ code: "VAULT_LOCK_NESTED" }) as unknown;

test("two vaults of one process follow each other: neither loses what the other wrote", async () => {
  using folder = testVault();
  const [one, other] = [await folder.open(), await folder.open()];
  await one.put(SIGN_IN, entryOf("0"));
  const addOne = (vault: typeof one): Promise<void> =>
    vault.withLock(async () => {
      const count = Number(await tokenIn(vault));
      await vault.put(SIGN_IN, entryOf(String(count + 1)));
    });
  await Promise.all([one, other, one, other, one, other].map(addOne));
  expect(await tokenIn(one)).toBe("6");
});

test("a first put by two vaults at once makes one data key, so both records are readable", async () => {
  using folder = testVault();
  const [one, other] = [await folder.open(), await folder.open()];
  await Promise.all([one.put(SIGN_IN, entryOf()), other.put(REGISTRATION, entryOf())]);
  const reader = await folder.open();
  expect([await tokenIn(reader), await tokenIn(reader, REGISTRATION)]).toEqual([TOKEN, TOKEN]);
});

test("the result and the error of the work are the caller's, and both release the lock", async () => {
  using folder = testVault();
  const vault = await folder.open();
  expect(await vault.withLock(() => Promise.resolve("result"))).toBe("result");
  const failure = new Error("of the work");
  await expect(vault.withLock(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(await vault.withLock(() => Promise.resolve("again"), { waitMs: 0 })).toBe("again");
});

test("a second lock inside the work is an error, not a deadlock, also through another vault of the folder", async () => {
  using folder = testVault();
  const [vault, other] = [await folder.open(), await folder.open()];
  await vault.withLock(async () => {
    await expect(vault.withLock(() => never)).rejects.toEqual(nested);
    await expect(other.withLock(() => never)).rejects.toEqual(nested);
    await expect(vault.rotateDataKey()).rejects.toEqual(nested);
  });
});

test("the locks of two folders are two locks", async () => {
  using folder = testVault();
  using another = testVault();
  const [vault, other] = [await folder.open(), await another.open()];
  const nestedWork = (): Promise<string> => other.withLock(() => Promise.resolve("inner"));
  expect(await vault.withLock(nestedWork)).toBe("inner");
});

test("a change that the work began and did not wait for is done before the lock is released", async () => {
  using folder = testVault();
  const [vault, other] = [await folder.open(), await folder.open()];
  await vault.withLock(() => {
    void vault.put(SIGN_IN, entryOf("first"));
    return Promise.resolve();
  });
  await other.put(SIGN_IN, entryOf("second"));
  expect(await tokenIn(vault)).toBe("second");
});

test("a change that the work leaves for later takes the lock by itself", async () => {
  using folder = testVault();
  const [vault, other] = [await folder.open(), await folder.open()];
  const released = Promise.withResolvers<void>();
  let later: Promise<void> = Promise.resolve();
  await vault.withLock(() => {
    later = released.promise.then(() => vault.put(SIGN_IN, entryOf("later")));
    return Promise.resolve();
  });
  await other.withLock(async () => {
    released.resolve();
    await other.put(SIGN_IN, entryOf("between"));
    expect(await tokenIn(other)).toBe("between");
  });
  await later;
  expect(await tokenIn(vault)).toBe("later");
});

test.each(["the same vault", "another vault"])(
  "waiting ends after waitMs with the process that holds it, and since when; no timer is left: %s",
  async (which) => {
    using folder = testVault();
    const clock = manualClock();
    const [vault, another] = [await folder.open({ clock }), await folder.open({ clock })];
    const since = new Date(clock.now());
    await using _ = await hold(vault);
    const waiting = which === "another vault" ? another : vault;
    const refused = await settled(
      clock,
      waiting.withLock(() => never, { waitMs: 1_000 }),
    );
    expect(refused).toMatchObject({
      code: "VAULT_LOCKED",
      holder: { processId: process.pid, since },
      message: expect.stringMatching(`Process ${process.pid} .* since ${since.toISOString()}`) as unknown,
    });
    expect(clock.now() - since.getTime()).toBe(1_000);
    expect(clock.pending).toBe(0);
  },
);

test("the note of an earlier holder is replaced, whatever it was", async () => {
  using folder = testVault();
  const [vault, other] = [await folder.open(), await folder.open()];
  writeFileSync(join(folder.directory, "lock-holder"), "x".repeat(100), { mode: 0o600 });
  await using _ = await hold(vault);
  await expect(other.withLock(() => never, { waitMs: 0 })).rejects.toMatchObject({
    holder: { processId: process.pid },
  });
});

test("waitMs 0 asks once", async () => {
  using folder = testVault();
  const clock = manualClock();
  const [vault, other] = [await folder.open({ clock }), await folder.open({ clock })];
  {
    await using _ = await hold(vault);
    await expect(other.withLock(() => never, { waitMs: 0 })).rejects.toMatchObject({ code: "VAULT_LOCKED" });
  }
  expect(await other.withLock(() => Promise.resolve("free"), { waitMs: 0 })).toBe("free");
});

test.each([-3_600_000, 3_600_000])(
  "the wait is bounded when the clock is set by %i ms meanwhile",
  async (jump) => {
    using folder = testVault();
    const clock = manualClock();
    const [vault, other] = [await folder.open({ clock }), await folder.open({ clock })];
    await using _ = await hold(vault);
    const refused = settled(
      clock,
      other.withLock(() => never, { waitMs: 200 }),
    );
    clock.jump(jump);
    expect(await refused).toMatchObject({ code: "VAULT_LOCKED" });
    expect(clock.sleeps.filter((ms) => ms === 20).length).toBeLessThanOrEqual(10);
  },
);

test.each(["the same vault", "another vault"])(
  "an aborted waiter gets its own reason, leaves no timer, and holds nobody up: %s",
  async (which) => {
    using folder = testVault();
    const clock = manualClock();
    const [vault, another] = [await folder.open({ clock }), await folder.open({ clock })];
    const other = which === "the same vault" ? vault : another;
    const controller = new AbortController();
    const reason = new Error("not any more");
    const holder = await hold(vault);
    const waiting = other.withLock(() => never, { signal: controller.signal });
    const next = other.withLock(() => Promise.resolve("next"));
    await clock.advance(0);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await holder[Symbol.asyncDispose]();
    await clock.advance(0);
    expect(await settled(clock, next)).toBe("next");
    expect(clock.pending).toBe(0);
    await expect(vault.withLock(() => never, { signal: controller.signal })).rejects.toBe(reason);
  },
);

test("a holder that left no readable note is another process", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const [vault, other] = [await folder.open({ fileSystem }), await folder.open()];
  fileSystem.fail = ["note"];
  await using _ = await hold(vault);
  const message = expect.stringMatching(/^Another process holds/) as unknown;
  for (const note of [undefined, "12"]) {
    if (note !== undefined) writeFileSync(join(folder.directory, "lock-holder"), note);
    const refused = await other.withLock(() => never, { waitMs: 0 }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "VAULT_LOCKED", message, holder: undefined });
  }
});

test("a lock that cannot be taken at all is a failed write; a removal goes on without it", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  await vault.put({ ...SIGN_IN, region: "us-east-1" }, entryOf());
  fileSystem.fail = ["tryLock"];
  await expect(vault.put(SIGN_IN, entryOf())).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  await expect(vault.withLock(() => never)).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect(await vault.deleteOthers(OWNER)).toBe(1);
  expect(await vault.delete(SIGN_IN)).toBe(true);
  await vault.clear();
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
});

test("a removal waits two seconds for the lock of others, and then goes on", async () => {
  using folder = testVault();
  const clock = manualClock();
  const [vault, other] = [await folder.open({ clock }), await folder.open({ clock })];
  await vault.put(SIGN_IN, entryOf());
  const startedAt = clock.now();
  await using _ = await hold(vault);
  const removal = settled(clock, other.clear());
  expect(await tokenIn(vault)).toBe(TOKEN);
  await removal;
  expect(await tokenIn(vault)).toBe("absent");
  expect(clock.now() - startedAt).toBe(2_000);
});

/** The lock of a vault, held until the result is disposed of. */
async function hold(vault: TokenVault): Promise<AsyncDisposable> {
  const [entered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held = vault.withLock(() => {
    entered.resolve();
    return release.promise;
  });
  await entered.promise;
  return {
    async [Symbol.asyncDispose]() {
      release.resolve();
      await held;
    },
  };
}

/** What a promise comes to, while time passes for those who sleep. */
async function settled(clock: ManualClock, promise: Promise<unknown>): Promise<unknown> {
  const state = { isSettled: false };
  const result = promise
    .catch((error: unknown) => error)
    .finally(() => {
      state.isSettled = true;
    });
  while (!state.isSettled) await clock.advanceToNextSleep(() => state.isSettled);
  return await result;
}

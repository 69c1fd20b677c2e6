import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { entryOf, SIGN_IN, testVault, tokenIn } from "../support/vault.ts";

const PROGRAM = fileURLToPath(new URL("./support/holding-program.ts", import.meta.url));
const never = new Promise<never>(() => undefined);

interface Holder {
  readonly child: ChildProcess;
  readonly errors: () => string;
}

async function startHolder(directory: string): Promise<Holder> {
  const child = spawn(process.execPath, [PROGRAM, directory], { env: {}, stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  await once(child.stdout, "data");
  return { child, errors: () => errors };
}

test("while another process holds the lock: an error that names it and since when, within the time", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const before = Date.now();
  const { child } = await startHolder(folder.directory);
  const startedAt = performance.now();
  const refused = await vault.withLock(() => never, { waitMs: 200 }).catch((error: unknown) => error);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(refused).toMatchObject({ code: "VAULT_LOCKED", holder: { processId: child.pid } });
  const { since } = (refused as { holder: { since: Date } }).holder;
  expect(since.getTime()).toBeGreaterThanOrEqual(before);
  expect(since.getTime()).toBeLessThanOrEqual(Date.now());
});

test("a holder that is stopped is named; reading goes on, and so does a removal after two seconds", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf("token"));
  const { child } = await startHolder(folder.directory);
  child.kill("SIGSTOP");
  await expect(vault.withLock(() => never, { waitMs: 100 })).rejects.toMatchObject({
    code: "VAULT_LOCKED",
    holder: { processId: child.pid },
  });
  expect(await tokenIn(vault)).toBe("token");
  expect(await vault.delete(SIGN_IN)).toBe(true);
});

test.each<NodeJS.Signals>(["SIGKILL", "SIGTERM"])(
  "a holder that is ended with %s, also one that was stopped, lets a waiting process go on within 2 s",
  async (signal) => {
    using folder = testVault();
    const vault = await folder.open();
    const { child } = await startHolder(folder.directory);
    if (signal === "SIGKILL") child.kill("SIGSTOP");
    const waiting = vault.withLock(() => Promise.resolve(performance.now()));
    child.kill(signal);
    const killedAt = performance.now();
    expect((await waiting) - killedAt).toBeLessThan(2_000);
  },
);

test("a holder that releases it lets the next go on, and nobody writes a warning", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const { child, errors } = await startHolder(folder.directory);
  const waiting = vault.put(SIGN_IN, entryOf("token"));
  const exit = once(child, "exit");
  child.stdin?.write("enough\n");
  await waiting;
  expect(await exit).toEqual([0, null]);
  expect(errors()).toBe("");
});

test("a child that the holder started does not inherit the lock", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const child = await vault.withLock(async () => {
    const started = spawn("sleep", ["60"], { stdio: "ignore" });
    onTestFinished(() => void started.kill("SIGKILL"));
    await once(started, "spawn");
    return started;
  });
  expect(child.exitCode).toBe(null);
  expect(await vault.withLock(() => Promise.resolve("free"), { waitMs: 0 })).toBe("free");
});

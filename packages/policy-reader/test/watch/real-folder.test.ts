/** The watch with the system's own means: a real folder, and a process that ends by itself. */
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manualClock, temporaryDirectory } from "@latchkey/test-kit";
import { expect, it } from "vitest";
import { policyFileSource, readPolicy, watchPolicy, type PolicyChange } from "../../src/index.ts";
import { BEDROCK, SIGN_IN } from "../support.ts";

it("a folder that appears, a file renamed into it, and a folder that goes are noticed", async () => {
  using directory = temporaryDirectory();
  const folder = join(directory.path, "latchkey");
  const source = policyFileSource({ path: join(folder, "policy.json") });
  const clock = manualClock();
  const stop = new AbortController();
  const changes: PolicyChange[] = [];
  const running = watchPolicy([source], {
    inForce: await readPolicy([source]),
    onChange: (change) => changes.push(change),
    signal: stop.signal,
    clock,
  });
  /** The events come from the system; only the pauses after them are the test's to end. */
  const until = async (count: number): Promise<void> => {
    while (changes.length < count) {
      if (clock.sleeps.at(-1) === 500) await clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  while (clock.sleeps.length === 0) await new Promise((resolve) => setImmediate(resolve));

  mkdirSync(folder);
  writeFileSync(join(folder, "new"), JSON.stringify(BEDROCK));
  renameSync(join(folder, "new"), source.name);
  await until(1);
  writeFileSync(join(folder, "new"), JSON.stringify({ ...BEDROCK, ...SIGN_IN }));
  renameSync(join(folder, "new"), source.name);
  await until(2);
  rmSync(folder, { recursive: true });
  await until(3);
  expect(changes.map(({ relaunch, keys }) => [relaunch, keys.length])).toEqual([
    [true, 3],
    [true, 7],
    [false, 0],
  ]);
  stop.abort();
  await running;
  expect(clock.pending).toBe(0);
});

it("a process that does nothing but watch ends", () => {
  using directory = temporaryDirectory();
  const program = `
    import { policyFileSource, readPolicy, watchPolicy } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url))};
    const sources = [policyFileSource({ path: ${JSON.stringify(join(directory.path, "policy.json"))} })];
    const inForce = await readPolicy(sources);
    const { signal } = new AbortController();
    void watchPolicy(sources, { inForce, onChange: () => {}, signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    console.log("watching");`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(output).toBe("watching\n");
});

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { once } from "node:events";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { tryExclusiveLock } from "./exclusive-lock.ts";

test("one holder at a time, also within one process, and nothing is written, nor beside it", () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, "lock");
  const release = tryExclusiveLock(path);
  expect(release).toBeTypeOf("function");
  expect(tryExclusiveLock(path)).toBeUndefined();
  expect(readdirSync(directory.path)).toEqual(["lock"]);
  release?.();
  const again = tryExclusiveLock(path);
  expect(again).toBeTypeOf("function");
  again?.();
  expect(statSync(path).size).toBe(0);
});

test("a thread and its parent exclude each other", async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, "lock");
  const source = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.module).then(({ tryExclusiveLock }) => {
      parentPort.on("message", () => {
        const release = tryExclusiveLock(workerData.path);
        parentPort.postMessage(release !== undefined);
      });
      parentPort.postMessage("ready");
    });`;
  const module = new URL("../dist/exclusive-lock.js", import.meta.url).href;
  const worker = new Worker(source, { eval: true, workerData: { module, path } });
  await once(worker, "message");
  const ask = async (): Promise<unknown> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage("try");
    return ((await once(worker, "message")) as unknown[])[0];
  };
  const release = tryExclusiveLock(path);
  expect(await ask()).toBe(false);
  release?.();
  expect(await ask()).toBe(true);
  expect(tryExclusiveLock(path)).toBeUndefined();
  await worker.terminate();
  const after = tryExclusiveLock(path);
  expect(after).toBeTypeOf("function");
  after?.();
});

test("a file that cannot be a lock is an error, not a held lock", () => {
  using directory = temporaryDirectory();
  expect(() => tryExclusiveLock(directory.path)).toThrow("unable to open database file");
});

import { expect, test } from "vitest";
import { workerProgram } from "./worker-program.ts";

test("a packaged app runs the Node.js program that was shipped with it", () => {
  expect(workerProgram({ resources: "/opt/latchkey/resources" }, "linux")).toEqual({
    program: "/opt/latchkey/resources/node/node",
    script: "/opt/latchkey/resources/worker/session-worker.mjs",
  });
  expect(workerProgram({ resources: "/r" }, "win32").program).toBe("/r/node/node.exe");
});

test("an app that is not packaged runs the Node.js program that it was given", () => {
  expect(workerProgram({ dist: "/src/dist", node: "/usr/bin/node" })).toEqual({
    program: "/usr/bin/node",
    script: "/src/dist/worker/session-worker.mjs",
  });
});

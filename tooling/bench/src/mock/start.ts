/** From starting the mock's program to its first answer, beside a program that serves with node:http alone. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";

const rounds = 15;
const program = fileURLToPath(import.meta.resolve("@latchkey/mock-identity-center")).replace(
  "index.js",
  "cli.js",
);
const bareProgram = `
  const server = require("node:http").createServer((request, response) => response.end("{}"));
  server.listen(0, "127.0.0.1", () =>
    console.log(JSON.stringify({ oidcUrl: "http://127.0.0.1:" + server.address().port })));
`;

export const mockStart: Benchmark = {
  name: "mock-start",
  about: "starting the mock's program until its first answer, beside bare node:http",
  async run(print) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      const ours = await timeToAnswer([program, "--port", "0"], 400);
      const bare = await timeToAnswer(["-e", bareProgram], 200);
      if (round < 0) continue;
      times.ours.push(ours);
      times.bare.push(bare);
    }
    print({
      what: "start to the first answer",
      ours: median(times.ours),
      unit: "ms",
      peer: { name: "node:http", value: median(times.bare) },
      budget: "300 ms",
    });
  },
};

/** An empty token request: the mock refuses it with 400. */
async function timeToAnswer(args: readonly string[], expected: number): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  try {
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { oidcUrl } = JSON.parse(line) as { readonly oidcUrl: string };
    const response = await fetch(`${oidcUrl}/token`, { method: "POST", body: "{}" });
    if (response.status !== expected)
      throw new Error(`The first answer was ${response.status}, not ${expected}`);
    return performance.now() - started;
  } finally {
    child.kill();
    await exited;
  }
}

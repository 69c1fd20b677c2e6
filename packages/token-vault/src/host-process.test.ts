import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { forkHost } from "./host-process.ts";

const program = (directory: string, source: string): string => {
  const path = join(directory, "program.mjs");
  writeFileSync(path, source);
  return path;
};
const REPORT = `process.on("message", (message) => process.send({ message, pid: process.pid, argv: process.argv.slice(2), env: process.env }));`;

test("a forked host gets messages, no arguments, and no variable but the given ones", async () => {
  using directory = temporaryDirectory();
  const modulePath = program(directory.path, REPORT);
  const host = forkHost({ modulePath, environment: { PATH: "/bin" } });
  const ended = new Promise((resolve) => host.onExit(resolve));
  const reply = new Promise<{ env: Record<string, string> }>((resolve) =>
    host.onMessage((message) => resolve(message as { env: Record<string, string> })),
  );
  host.send({ hello: 1 });
  const { env, ...rest } = await reply;
  expect(rest).toMatchObject({ message: { hello: 1 }, argv: [] });
  expect(Object.keys(env).filter((name) => !name.startsWith("NODE_CHANNEL_"))).toEqual(["PATH"]);
  host.kill();
  expect(await ended).toBe(null);
});

test("kill ends a host that ignores every signal that can be ignored", async () => {
  using directory = temporaryDirectory();
  const source = `for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => {}); setInterval(() => {}, 1_000); process.send("started");`;
  const host = forkHost({ modulePath: program(directory.path, source), environment: {} });
  const ended = new Promise((resolve) => host.onExit(resolve));
  await new Promise((resolve) => host.onMessage(resolve));
  host.kill();
  expect(await ended).toBe(null);
});

test("a host that ended by itself says 0, and sending to it does not throw", async () => {
  using directory = temporaryDirectory();
  const host = forkHost({ modulePath: program(directory.path, "process.exit(0)"), environment: {} });
  expect(await new Promise((resolve) => host.onExit(resolve))).toBe(0);
  expect(() => host.send({})).not.toThrow();
});

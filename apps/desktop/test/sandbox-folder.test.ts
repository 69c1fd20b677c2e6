import { temporaryDirectory } from "@latchkey/test-kit";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createSessionFolder,
  rememberLeftovers,
  removeSessionFolder,
  sweepSessionFolders,
} from "../src/main/session/sandbox-folder.ts";

let folder: ReturnType<typeof temporaryDirectory>;

beforeEach(() => {
  folder = temporaryDirectory();
  vi.stubEnv("TMPDIR", folder.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

/** The id of a process that has ended. */
const ended = (): number => spawnSync("true").pid;

function plantFolder(pid: number): string {
  const path = join(folder.path, `latchkey-session-${pid}-planted`);
  mkdirSync(path);
  return path;
}

describe("the folders of sessions", () => {
  it("are private, and gone once removed", async () => {
    const path = await createSessionFolder();
    expect(statSync(path).mode & 0o777).toBe(0o700);
    writeFileSync(join(path, "file"), "");
    await removeSessionFolder(path);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("of an app that runs no more are swept, those of a running one and foreign names are not", async () => {
    const abandoned = plantFolder(ended());
    const ours = await createSessionFolder();
    const foreign = join(folder.path, "latchkey-session-foreign");
    mkdirSync(foreign);
    expect(await sweepSessionFolders()).toBe(1);
    expect([abandoned, ours, foreign].map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  it("take the sandbox's own sockets along, and nothing else that somebody wrote into the list", async () => {
    const abandoned = plantFolder(ended());
    const socket = join(folder.path, "claude-http-0123456789abcdef.sock");
    const other = join(folder.path, "other.sock");
    for (const path of [socket, other]) writeFileSync(path, "");
    await rememberLeftovers(abandoned, [socket, other, "/etc/claude-http-0123456789abcdef.sock"]);
    expect(await sweepSessionFolders()).toBe(1);
    expect([socket, other].map((path) => existsSync(path))).toEqual([false, true]);
  });

  it("are swept although their list is broken", async () => {
    const abandoned = plantFolder(ended());
    writeFileSync(join(abandoned, ".leftovers.json"), "{");
    expect(await sweepSessionFolders()).toBe(1);
    expect(existsSync(abandoned)).toBe(false);
  });
});

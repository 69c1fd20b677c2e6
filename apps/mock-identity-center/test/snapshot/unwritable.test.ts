/** A state file that cannot be written, or belongs to somebody else. */

import * as fs from "node:fs";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mockClock } from "../../src/core/clock.ts";
import { Core } from "../../src/core/core.ts";
import { defaultSeed } from "../../src/index.ts";
import { RequestJournal } from "../../src/core/request-journal.ts";
import { FaultBook } from "../../src/faults/fault-book.ts";
import { World } from "../../src/world/world.ts";
import { openKept, worldParts } from "../support/kept-world.ts";
import type { KeptWorld } from "../support/kept-world.ts";
import { startRig } from "../support/rig.ts";
import { withStateFile } from "../support/state-file.ts";

const { folder, newFile } = withStateFile();

/** The real disk, until it is full; then a write puts some of its bytes down and fails, as the system does. */
function fillableDisk(): typeof fs & { isFull: boolean } {
  const disk = {
    ...fs,
    isFull: false,
    writeSync(descriptor: number, bytes: Buffer, offset: number, length: number, position: number): number {
      if (!disk.isFull) return fs.writeSync(descriptor, bytes, offset, length, position);
      if (length > 10) return fs.writeSync(descriptor, bytes, offset, 10, position);
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    },
  };
  return disk as unknown as typeof fs & { isFull: boolean };
}

test("while the disk is full nothing is confirmed; afterwards the file has everything, in one piece", async () => {
  const file = newFile();
  const disk = fillableDisk();
  const warnings: string[] = [];
  const kept = await openKept(file, { disk, warn: (message) => warnings.push(message) });
  const before = readFileSync(file, "utf8");
  disk.isFull = true;
  for (const userName of ["a", "b"]) {
    putUser(kept, userName);
    expect(kept.state.commit()).toEqual({
      status: "failed",
      reason: expect.stringContaining("cannot be written (ENOSPC)"),
    });
    expect(readFileSync(file, "utf8")).toBe(before);
  }
  putUser(kept, "c");
  await Promise.resolve();
  expect(warnings).toEqual([expect.stringContaining("ENOSPC")]);
  expect(kept.state.commit(), "nothing of its own to write").toEqual({ status: "written" });
  await expect(kept.state.close()).rejects.toMatchObject({ code: "STATE_UNWRITABLE" });

  disk.isFull = false;
  const again = await openKept(file, { disk });
  putUser(again, "d");
  disk.isFull = true;
  putUser(again, "e");
  expect(again.state.commit().status).toBe("failed");
  disk.isFull = false;
  putUser(again, "f");
  expect(again.state.commit().status).toBe("written");
  const content = readFileSync(file);
  await again.state.close();
  expect(readFileSync(file)).toEqual(content);
  const last = await openKept(file, { disk });
  expect(userNames(last)).toEqual(["d", "e", "f"]);
  await last.state.close();
});

test("a request whose change is not written is answered with 500 in a form that every client reads", () => {
  const reason = "the disk is full";
  const world = new World({ ...worldParts(mockClock()), changed: () => undefined }, defaultSeed);
  const log = new RequestJournal(1, undefined);
  const core = new Core(world, log, new FaultBook(), () => ({ status: "failed", reason }));
  const body = Buffer.from(JSON.stringify({ clientName: "a test", clientType: "public" }));
  const reply = core.handle({ method: "POST", target: "/client/register", headers: {}, body });
  expect([reply.status, reply.headers["x-amzn-errortype"]]).toEqual([500, "InternalServerException"]);
  expect(JSON.parse(String(reply.body))).toEqual({
    message: reason,
    error: "server_error",
    error_description: reason,
  });
  expect(log.find()).toMatchObject([{ operation: "RegisterClient", status: 500 }]);
});

test("a folder that is not there, or may not be written, ends the start", async () => {
  await expect(startRig({ stateFile: join(folder, "none", "state") })).rejects.toMatchObject({
    code: "STATE_UNWRITABLE",
  });
  // Not even root may make files here.
  await expect(startRig({ stateFile: "/sys/kernel/latchkey.state" })).rejects.toMatchObject({
    code: "STATE_UNWRITABLE",
    message: expect.stringMatching(/cannot be written \((EACCES|EPERM|EROFS)\)/),
  });
});

test("a second mock on the same file is refused, also through a link, and may have it when the first has ended", async () => {
  const stateFile = newFile();
  const link = newFile();
  const first = await startRig({ stateFile });
  symlinkSync(stateFile, link);
  const linkedFolder = join(folder, "linked");
  symlinkSync(folder, linkedFolder);
  const name = stateFile.slice(folder.length + 1);
  for (const path of [stateFile, link, join(linkedFolder, name)])
    await expect(startRig({ stateFile: path })).rejects.toMatchObject({ code: "STATE_IN_USE" });
  await first.signIn();
  await first.mock.close();
  await using second = await startRig({ stateFile: link });
  expect(second.mock.sessions()).toHaveLength(1);
  expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
});

test("a folder in the place of the file is refused", async () => {
  const stateFile = newFile();
  mkdirSync(stateFile);
  await expect(startRig({ stateFile })).rejects.toMatchObject({ code: "STATE_INVALID" });
});

function putUser({ world }: KeptWorld, userName: string): void {
  world.edit(undefined, (seed) => ({ ...seed, users: [...seed.users, { userName, password: "x" }] }));
}

/** Those that the seed did not have. */
function userNames({ world }: KeptWorld): readonly string[] {
  const seeded = new Set(defaultSeed.instances[0]?.users.map(({ userName }) => userName));
  return world.seed.instances[0].users.map(({ userName }) => userName).filter((name) => !seeded.has(name));
}

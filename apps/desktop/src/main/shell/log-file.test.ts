import { temporaryDirectory } from "@latchkey/test-kit";
import * as fs from "node:fs";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openLogFile } from "./log-file.ts";

vi.mock("node:fs", { spy: true });

test("only this user can read it, and an earlier run's lines stay", () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, "data", "latchkey.log");
  openLogFile(path).write("one\n");
  openLogFile(path).write("two\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder.path, "data")).mode & 0o777).toBe(0o700);
});

test("at the cap the file is put aside, and the one before it is dropped", () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, "latchkey.log");
  const log = openLogFile(path, 10);
  for (const line of ["12345678\n", "abcdefgh\n", "ABCDEFGH\n"]) log.write(line);
  expect(readFileSync(path, "utf8")).toBe("ABCDEFGH\n");
  expect(readFileSync(`${path}.1`, "utf8")).toBe("abcdefgh\n");
  expect(statSync(`${path}.1`).mode & 0o777).toBe(0o600);
});

test("a file that others could read is closed to them, and a link is not followed", () => {
  using folder = temporaryDirectory();
  const [path, link] = [join(folder.path, "latchkey.log"), join(folder.path, "link.log")];
  writeFileSync(path, "earlier\n");
  chmodSync(path, 0o644);
  openLogFile(path).write("now\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  symlinkSync(path, link);
  expect(() => openLogFile(link)).toThrow("ELOOP");
  expect(readFileSync(path, "utf8")).toBe("earlier\nnow\n");
});

test("a file that cannot be put aside begins anew, and its lines go nowhere else", () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, "latchkey.log");
  mkdirSync(join(`${path}.1`, "in the way"), { recursive: true });
  const log = openLogFile(path, 10);
  log.write("12345678\n");
  log.write("abcdefgh\n");
  // A number that was closed would be given to the next file.
  const other = join(folder.path, "other");
  const opened = openSync(other, "w");
  log.write("x\n");
  closeSync(opened);
  expect(readFileSync(other, "utf8")).toBe("");
  expect(readFileSync(path, "utf8")).toBe("x\n");
});

test("a full disk ends nothing", () => {
  using folder = temporaryDirectory();
  const log = openLogFile(join(folder.path, "latchkey.log"));
  const write = vi.mocked(fs.writeSync).mockImplementationOnce(() => {
    throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  });
  expect(() => log.write("lost\n")).not.toThrow();
  log.write("kept\n");
  expect(write).toHaveBeenCalled();
  expect(readFileSync(join(folder.path, "latchkey.log"), "utf8")).toBe("kept\n");
});

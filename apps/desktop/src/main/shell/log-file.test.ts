import { temporaryDirectory } from "@latchkey/test-kit";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";

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

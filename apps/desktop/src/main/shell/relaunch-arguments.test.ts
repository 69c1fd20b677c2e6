import { expect, test } from "vitest";
import { relaunchArguments } from "./relaunch-arguments.ts";

const GIVEN = [
  "/opt/latchkey/latchkey",
  "--debug",
  "--debug-port=1",
  "--development-setup=/tmp/setup.json",
  "--remote-debugging-port=9222",
  "--inspect=0",
  "--no-sandbox",
  "latchkey://open?state=1",
  "--",
  "file.txt",
];

test("a relaunch hands over the debug flag and the development setup, and nothing else", () => {
  expect(relaunchArguments(GIVEN)).toEqual(["--debug", "--development-setup=/tmp/setup.json"]);
});

test("Electron's own binary is told which app it runs", () => {
  expect(relaunchArguments(["electron", "/src/app", "--debug"], "/src/app")).toEqual(["/src/app", "--debug"]);
});

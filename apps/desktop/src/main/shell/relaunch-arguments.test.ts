import { temporaryDirectory } from "@latchkey/test-kit";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
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
const KEPT = ["--debug", "--development-setup=/tmp/setup.json"];
const INSTALLED = { argv: GIVEN, execPath: "/opt/latchkey/latchkey", environment: {} };

test("a relaunch hands over the debug flag and the development setup, and nothing else", () => {
  expect(relaunchArguments(INSTALLED)).toEqual({ args: KEPT });
});

test("Electron's own binary is told which app it runs", () => {
  expect(
    relaunchArguments({ ...INSTALLED, argv: ["electron", "/src/app", "--debug"], appPath: "/src/app" }),
  ).toEqual({ args: ["/src/app", "--debug"] });
});

test("an AppImage starts the image, not the program in a mount that ends with this process", () => {
  using folder = temporaryDirectory();
  const mount = join(folder.path, ".mount_Latchk");
  mkdirSync(mount);
  symlinkSync(folder.path, join(folder.path, "link"));
  for (const seen of [mount, join(folder.path, "link", ".mount_Latchk")])
    expect(
      relaunchArguments({
        argv: GIVEN,
        execPath: join(mount, "latchkey"),
        environment: { APPIMAGE: "/home/ada/Latchkey.AppImage", APPDIR: seen },
      }),
    ).toEqual({
      execPath: "/home/ada/Latchkey.AppImage",
      args: ["--appimage-extract-and-run", ...KEPT],
    });
});

test("another program's image, inherited from its terminal, is not started", () => {
  using folder = temporaryDirectory();
  for (const mount of [folder.path, join(folder.path, "ended"), undefined])
    expect(
      relaunchArguments({
        ...INSTALLED,
        environment: { APPIMAGE: "/home/ada/Editor.AppImage", APPDIR: mount },
      }),
    ).toEqual({ args: KEPT });
});

test("from the checkout no image is started either", () => {
  using folder = temporaryDirectory();
  expect(
    relaunchArguments({
      argv: GIVEN,
      execPath: join(folder.path, "electron"),
      environment: { APPIMAGE: "/home/ada/Editor.AppImage", APPDIR: folder.path },
      appPath: "/src/app",
    }),
  ).toEqual({ args: ["/src/app", ...KEPT] });
});

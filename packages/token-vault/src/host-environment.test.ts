import { expect, test } from "vitest";
import { keychainEnvironment } from "./host-environment.ts";

const FULL = {
  DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus",
  XDG_RUNTIME_DIR: "/run/user/1000",
  HOME: "/home/a",
  PATH: "/bin",
  LANG: "de_DE.UTF-8",
  AWS_SECRET_ACCESS_KEY: "secret",
  NODE_OPTIONS: "--require x",
  HTTPS_PROXY: "http://u:p@proxy",
  LD_PRELOAD: "x.so",
  SystemRoot: "C:\\Windows",
};

test("Linux: the session bus and who the user is, and nothing else", () => {
  expect(keychainEnvironment(FULL, "linux")).toEqual({
    DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus",
    XDG_RUNTIME_DIR: "/run/user/1000",
    HOME: "/home/a",
    PATH: "/bin",
    LANG: "de_DE.UTF-8",
    LC_MESSAGES: "C",
  });
});

test.each([
  ["darwin", ["HOME", "PATH", "LANG", "LC_MESSAGES"]],
  ["win32", ["SystemRoot", "PATH", "LC_MESSAGES"]],
] as const)("%s: what its keychain needs", (platform, names) => {
  expect(Object.keys(keychainEnvironment(FULL, platform)).toSorted()).toEqual([...names].toSorted());
});

test("without an argument it reads the environment of this process", () => {
  expect(keychainEnvironment()["PATH"]).toBe(process.env["PATH"]);
});

import { expect, test } from "vitest";
import { sessionBusPaths, socketPaths } from "./d-bus-address.ts";

test.each([
  ["unix:path=/run/user/1000/bus", ["/run/user/1000/bus"]],
  ["unix:path=/tmp/dbus-x,guid=0123", ["/tmp/dbus-x"]],
  ["unix:guid=0123,abstract=/tmp/dbus-x", ["\0/tmp/dbus-x"]],
  ["unix:path=/tmp/with%20blank%2c%c3%a4:=", ["/tmp/with blank,ä:="]],
  ["unix:path=/a;unix:abstract=b;", ["/a", "\0b"]],
  ["tcp:host=localhost,port=1;unix:path=/a", ["/a"]],
  ["unixexec:path=/bin/sh,argv1=-c", []],
  ["autolaunch:", []],
  ["unix:tmpdir=/tmp", []],
  ["launchd:env=X", []],
  ["nonsense", []],
  ["", []],
])("%s", (address, paths) => {
  expect(socketPaths(address)).toEqual(paths);
});

test("the variable, otherwise the runtime folder's bus, otherwise none", () => {
  const runtime = { XDG_RUNTIME_DIR: "/run/user/1000" };
  expect(sessionBusPaths({ ...runtime, DBUS_SESSION_BUS_ADDRESS: "unix:path=/a" })).toEqual(["/a"]);
  expect(sessionBusPaths({ ...runtime, DBUS_SESSION_BUS_ADDRESS: "" })).toEqual(["/run/user/1000/bus"]);
  expect(sessionBusPaths(runtime)).toEqual(["/run/user/1000/bus"]);
  expect(sessionBusPaths({})).toEqual([]);
});

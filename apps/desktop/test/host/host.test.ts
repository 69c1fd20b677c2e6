/** The parts of the Chromium host that are rules: what crosses between worlds, what is missing, and addresses. */
import { expect, test } from "vitest";
import { loud } from "./loud.ts";
import { decode, encode } from "./page/codec.ts";
import { fromWire, toWire } from "./wire-address.ts";

test("what Electron clones arrives as it was", () => {
  const value = {
    when: new Date(5),
    map: new Map([["a", 1n]]),
    set: new Set([1]),
    bytes: new Uint8Array([1, 255]),
    missing: undefined,
    numbers: [Number.NaN, -Infinity, 0.5],
    nested: [{ deep: null }],
    ["__proto__x"]: true,
  };
  expect(decode(encode(value))).toEqual(value);
  const error = decode(encode(new TypeError("wrong"))) as Error;
  expect([error.name, error.message]).toEqual(["TypeError", "wrong"]);
});

test("a key of an object cannot become its prototype", () => {
  const hostile = JSON.parse('{"__proto__":{"isAdmin":true}}') as object;
  const arrived = decode(encode(hostile)) as { readonly isAdmin?: boolean };
  expect(Object.keys(arrived)).toEqual(["__proto__"]);
  expect(arrived.isAdmin).toBeUndefined();
});

test("what Electron does not clone throws, and so does what the host cannot", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  for (const value of [() => 1, Symbol("x"), new WeakMap(), { nested: () => 1 }])
    expect(() => encode(value)).toThrow("An object could not be cloned.");
  expect(() => encode(cycle)).toThrow("Cyclic");
});

test("an app's own scheme travels as https and comes back; other addresses stay", () => {
  for (const address of ["app://shell/index.html", "app://shell/a/b?c=d#e"])
    expect(fromWire(toWire(address))).toBe(address);
  expect(toWire("app://shell/index.html")).toBe("https://shell.app.host.invalid/index.html");
  for (const address of ["https://evil.example/", "about:blank", "file:///etc/passwd"]) {
    expect(toWire(address)).toBe(address);
    expect(fromWire(address)).toBe(address);
  }
});

test("a member that is not emulated says its name", async () => {
  const module = loud("shell", { beep: () => "beep" });
  expect(module.beep()).toBe("beep");
  expect(() => (module as unknown as { trashItem: unknown }).trashItem).toThrow(
    "electron.shell.trashItem is not emulated",
  );
  // Awaiting a module asks for `then`.
  expect(await Promise.resolve(module)).toBe(module);
});

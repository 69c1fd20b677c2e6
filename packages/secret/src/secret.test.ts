import assert from "node:assert/strict";
import { format, inspect } from "node:util";
import { expect, test } from "vitest";
import { isSecret, REDACTED, secret } from "./index.ts";

const TEXT = "correct-horse-battery-staple";

test("reveal gives the value back, the empty one included", () => {
  expect(secret(TEXT).reveal()).toBe(TEXT);
  expect(secret("").reveal()).toBe("");
});

test("reveal works without its object", () => {
  const { reveal } = secret(TEXT);
  expect(reveal()).toBe(TEXT);
});

test("JSON.stringify prints the marker, at any depth and as a whole", () => {
  expect(JSON.stringify({ list: [{ token: secret(TEXT) }] })).toBe(`{"list":[{"token":"${REDACTED}"}]}`);
  expect(JSON.stringify(secret(TEXT))).toBe(`"${REDACTED}"`);
});

test("text made of it holds the marker", () => {
  const token: unknown = secret(TEXT);
  expect(`token: ${token as string}`).toBe(`token: ${REDACTED}`);
  expect(String(token)).toBe(REDACTED);
  expect("token: " + (token as string)).toBe(`token: ${REDACTED}`);
  expect([token, token].join()).toBe(`${REDACTED},${REDACTED}`);
});

test("as a number it is not one", () => {
  expect(Number(secret("42"))).toBeNaN();
});

test.each(["%s", "%o", "%O", "%j", "%d", "%i", "%f", "%"])(
  "util.format with %s does not show the value",
  (directive) => {
    expect(format(directive, secret("13579"))).not.toContain("13579");
  },
);

test("util.format with %s, %o, %O and %j shows the marker", () => {
  const token = secret(TEXT);
  expect(format("%s %o %O %j", token, token, token, token)).toMatch(/^(\S*\[redacted\]\S* ?){4}$/);
});

test("util.inspect prints the marker, also inside an error's cause", () => {
  expect(inspect(secret(TEXT))).toBe(REDACTED);
  const print = inspect(new Error("failed", { cause: { token: secret(TEXT) } }), { depth: 20 });
  expect(print).toContain(REDACTED);
  expect(print).not.toContain(TEXT);
});

test("util.inspect that ignores the object's wishes still does not find the value", () => {
  const print = inspect(secret(TEXT), { customInspect: false, showHidden: true, depth: 20, getters: true });
  expect(print).not.toContain(TEXT);
});

test("the source of reveal does not hold the value", () => {
  expect(String(secret(TEXT).reveal)).not.toContain(TEXT);
});

test("structuredClone, and with it every kind of IPC, refuses it", () => {
  const clone = (): unknown => structuredClone({ token: secret(TEXT) });
  expect(clone).toThrow(expect.objectContaining({ name: "DataCloneError" }));
  expect(clone).not.toThrow(TEXT);
});

test("spreading copies the function and no text", () => {
  const copy = { ...secret(TEXT) };
  expect(Object.keys(copy)).toEqual(["reveal"]);
  expect(JSON.stringify(copy)).toBe("{}");
  expect(inspect(copy, { showHidden: true })).not.toContain(TEXT);
});

test("everything it has besides reveal is hidden, and gives the marker", () => {
  const token = secret(TEXT);
  const hooks = ["toJSON", "toString", Symbol.toPrimitive, inspect.custom];
  expect(Reflect.ownKeys(token)).toEqual(["reveal", ...hooks]);
  expect(Object.keys(token)).toEqual(["reveal"]);
  for (const hook of hooks) expect((Reflect.get(token, hook) as () => unknown)()).toBe(REDACTED);
});

test("two different secrets are not equal, whoever compares", () => {
  const [one, other] = [secret("one"), secret("other")];
  expect(one).not.toEqual(other);
  expect(one).not.toStrictEqual(other);
  expect({ token: one }).not.toEqual({ token: other });
  expect(() => assert.deepEqual(one, other)).toThrow(assert.AssertionError);
});

test("two secrets of one text are not equal either, so that comparing tells nothing", () => {
  expect(secret(TEXT)).not.toEqual(secret(TEXT));
});

test("a failed comparison does not print the value", () => {
  const compare = (): void => assert.deepEqual(secret(TEXT), secret("other"));
  expect(compare).toThrow(assert.AssertionError);
  expect(compare).not.toThrow(TEXT);
});

test("it is frozen", () => {
  const token = secret(TEXT);
  expect(Object.isFrozen(token)).toBe(true);
  expect(() => Object.assign(token, { reveal: () => "other" })).toThrow(TypeError);
  expect(() => Object.assign(token, { note: "x" })).toThrow(TypeError);
});

test("isSecret knows its own", () => {
  expect(isSecret(secret(TEXT))).toBe(true);
});

test.each([
  ["a string", TEXT],
  ["the marker", REDACTED],
  ["null", null],
  ["nothing", undefined],
  ["a function", () => TEXT],
  [
    "an object with the same methods",
    { reveal: () => TEXT, toJSON: () => REDACTED, toString: () => REDACTED },
  ],
  ["a spread secret", { ...secret(TEXT) }],
  ["an object that inherits from a secret", Object.create(secret(TEXT))],
  ["a proxy of a secret", new Proxy(secret(TEXT), {})],
])("isSecret: %s is not a secret", (_, value: unknown) => {
  expect(isSecret(value)).toBe(false);
});

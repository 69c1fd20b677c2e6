import { expect, test } from "vitest";
import { completeTypes, decodeValues, encodeValues, variant } from "./d-bus-value.ts";
import type { DBusValue } from "./d-bus-value.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

// Laid out by hand from the marshaling chapter of the specification.
test.each<[signature: string, values: readonly DBusValue[], bytes: string]>([
  ["s", ["foo"], "03000000 666f6f00"],
  ["yu", [7, 8], "07 000000 08000000"],
  ["sb", ["a", true], "01000000 6100 0000 01000000"],
  ["go", ["a{ss}", "/"], "05 617b73737d00 00 01000000 2f00"],
  ["ay", [Buffer.from([1, 2, 3])], "03000000 010203"],
  // Padded to the element's alignment even when it is empty, which the length does not count.
  ["a{ss}", [[]], "00000000 00000000"],
  ["a{ss}", [[["k", "v"]]], "0e000000 00000000 01000000 6b00 0000 01000000 7600"],
  ["yv", [1, variant("s", "x")], "01 01 7300 01000000 7800"],
  ["y(oay)", [1, ["/", Buffer.from([5])]], "01 00000000000000 01000000 2f00 0000 01000000 05"],
  ["ao", [["/a", "/b"]], "0f000000 02000000 2f6100 00 02000000 2f6200"],
])("%s %j", (signature, values, bytes) => {
  expect(encodeValues(signature, values).toString("hex")).toBe(hex(bytes).toString("hex"));
  expect(decodeValues(signature, hex(bytes), true)).toEqual(values);
});

test("big-endian values are read too", () => {
  expect(decodeValues("us", hex("00000102 00000001 6100"), false)).toEqual([258, "a"]);
});

test("text of more than one byte a character", () => {
  expect(decodeValues("s", encodeValues("s", ["zwei €\u{1f511}"]), true)).toEqual(["zwei €\u{1f511}"]);
});

test("the complete types of a signature", () => {
  expect(completeTypes("sa{sv}(oayays)aas")).toEqual(["s", "a{sv}", "(oayays)", "aas"]);
  expect(completeTypes("")).toEqual([]);
});

test.each(["(", "a", "(s", "a{s", "a()", "()"])("%s is no signature", (signature) => {
  expect(() => completeTypes(signature)).toThrow("D-Bus signature");
});

test.each([
  ["a text that is longer than the message", "s", "ff000000 61", "shorter than its values"],
  ["an array that is longer than the message", "as", "ff000000 00000000", "longer than its message"],
  ["bytes that are longer than the message", "ay", "ff000000 00", "shorter than its values"],
  ["nothing", "u", "", "shorter than its values"],
  ["a type that is not read here", "h", "00000000", "is not read here"],
  ["a variant of nothing", "v", "00 00", "is not read here"],
])("refused: %s", (_, signature, bytes, message) => {
  expect(() => decodeValues(signature, hex(bytes), true)).toThrow(message);
});

test.each(["h", "ss", "("])("a value is not in the message of an error: %s", (signature) => {
  expect(() => encodeValues(signature, ["the-secret"])).toThrow(/^(?!.*the-secret).*D-Bus|fit the values/);
});

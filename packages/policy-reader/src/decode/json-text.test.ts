import { describe, expect, it } from "vitest";
import { parseJson } from "./json-text.ts";
import { toPlain } from "./raw-value.ts";

describe("JSON text", () => {
  it.each([
    '{"a":"b","list":[1,2,{"c":true}],"n":null,"empty":{},"none":[]}',
    String.raw`"quote \" slash \/ back \\ tab \t line \n unicode é emoji 😀"`,
    ' [ "spaces" , false ] ',
    "-12",
    '{"":""}',
  ])("agrees with JSON.parse on %s", (text) => {
    expect(toPlain(parseJson(text))).toEqual(JSON.parse(text));
  });

  it("keeps the digits of a number that a double would round", () => {
    expect(parseJson("123456789012345678901")).toEqual({ type: "integer", text: "123456789012345678901" });
  });

  it("keeps an own property named __proto__ without touching any prototype", () => {
    const value = toPlain(parseJson('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each([
    ["", "line 1, column 1: expected a JSON value"],
    ["{", "expected a key in double quotes"],
    ['{"a":1,}', "expected a key in double quotes"],
    ["[1,]", "expected a JSON value"],
    ["[1 2]", 'expected "," or "]"'],
    ['{"a" 1}', 'expected ":" after a key'],
    ['{"a":1', 'expected "," or "}"'],
    ['"open', "expected the end of a string"],
    ['"line\nbreak"', "expected the end of a string"],
    [String.raw`"\x41"`, "unknown escape"],
    [String.raw`"\u12"`, "unknown escape"],
    ["01", "expected the end of the JSON text"],
    ["1 // comment", "expected the end of the JSON text"],
    ["// comment\n1", "expected a JSON value"],
    ["{}{}", "expected the end of the JSON text"],
    ["NaN", "expected a JSON value"],
    ["+1", "expected a JSON value"],
    ["'single'", "expected a JSON value"],
  ])("refuses %j", (text, reason) => {
    expect(() => parseJson(text)).toThrow(reason);
  });

  it("says where it stopped", () => {
    expect(() => parseJson('{\n  "a": 1,\n  b: 2\n}')).toThrow("line 3, column 3: expected a key");
  });

  it("refuses a key that appears twice, also when it is spelled with an escape", () => {
    expect(() => parseJson(String.raw`{"a":1,"\u0061":2}`)).toThrow("the key a appears twice");
  });

  it("refuses nesting beyond the limit without exhausting the stack", () => {
    expect(() => parseJson("[".repeat(100_000))).toThrow("nested more than 32 levels deep");
  });
});

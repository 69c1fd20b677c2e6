import { describe, expect, it } from "vitest";
import { buildBinary } from "plist";
import { parseBinaryPlist } from "./plist-binary.ts";
import { toPlain } from "./raw-value.ts";

/** A binary plist of hand-made objects, each given as its bytes; the first one is the top. */
function binaryPlist(...objects: readonly (readonly number[])[]): Uint8Array {
  const header = [...Buffer.from("bplist00")];
  const offsets: number[] = [];
  let at = header.length;
  for (const object of objects) {
    offsets.push(at);
    at += object.length;
  }
  const table = offsets.flatMap((offset) => [offset >> 8, offset & 0xff]);
  const trailer = Buffer.alloc(32);
  trailer[6] = 2;
  trailer[7] = 1;
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(at), 24);
  return Uint8Array.from([...header, ...objects.flat(), ...table, ...trailer]);
}

describe("binary property lists", () => {
  it("reads what an independent writer wrote", () => {
    const value = {
      text: "plain",
      accents: "Zoë 😀",
      long: "x".repeat(700),
      list: ["a", true, false, 7, 65_536, -1],
      nested: { empty: {}, none: [] },
    };
    expect(toPlain(parseBinaryPlist(new Uint8Array(buildBinary(value))))).toEqual(value);
  });

  it("keeps all digits of a 64-bit integer", () => {
    const bytes = binaryPlist([0x13, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(parseBinaryPlist(bytes)).toEqual({ type: "integer", text: "9223372036854775807" });
  });

  it("reads an object that several places share", () => {
    expect(toPlain(parseBinaryPlist(binaryPlist([0xa2, 1, 1], [0x51, 0x61])))).toEqual(["a", "a"]);
  });

  it.each([
    ["a list that contains itself", [[0xa1, 0]], "contains itself"],
    [
      "a cycle over two objects",
      [
        [0xa1, 1],
        [0xa1, 0],
      ],
      "contains itself",
    ],
    [
      "a dictionary that is its own value",
      [
        [0xd1, 1, 0],
        [0x51, 0x61],
      ],
      "contains itself",
    ],
    ["a reference to nothing", [[0xa1, 9]], "does not exist"],
    ["text past the end", [[0x5e, 0x61]], "past the end"],
    ["a huge length", [[0xaf, 0x12, 0xff, 0xff, 0xff, 0xff]], "past the end"],
    ["a length that is not a number", [[0xaf, 0x51, 0x61]], "a length"],
    ["a key that is not text", [[0xd1, 1, 1], [0x09]], "a key of the binary"],
    [
      "a key twice",
      [
        [0xd2, 1, 1, 1, 1],
        [0x51, 0x61],
      ],
      "the key a appears twice",
    ],
    ["an unknown object", [[0xf0]], "unknown type"],
    ["a UID", [[0x80, 1]], "unknown type"],
    ["a byte that is not ASCII", [[0x51, 0xe9]], "not ASCII"],
    ["a 128-bit integer", [[0x14, ...Array.from({ length: 16 }, () => 1)]], "too large"],
  ] as const)("refuses %s", (_, objects, reason) => {
    expect(() => parseBinaryPlist(binaryPlist(...objects))).toThrow(reason);
  });

  it("refuses a small file that describes billions of values", () => {
    const levels = Array.from({ length: 30 }, (_, level) => [0xa2, level + 1, level + 1]);
    expect(() => parseBinaryPlist(binaryPlist(...levels, [0x09]))).toThrow("too many objects");
  });

  it("refuses a file that repeats one long text until it fills the memory", () => {
    const long = [0x5f, 0x11, 0x7f, 0xff, ...Array.from({ length: 0x7fff }, () => 0x61)];
    const list = [0xaf, 0x10, 200, ...Array.from({ length: 200 }, () => 1)];
    expect(() => parseBinaryPlist(binaryPlist(list, long))).toThrow("too much text");
  });

  it("refuses nesting beyond the limit", () => {
    const levels = Array.from({ length: 40 }, (_, level) => [0xa1, level + 1]);
    expect(() => parseBinaryPlist(binaryPlist(...levels, [0x09]))).toThrow("nested more than 32 levels deep");
  });

  it.each([
    ["an empty trailer", [...Buffer.from("bplist00"), ...Array.from({ length: 32 }, () => 0)]],
    ["a trailer of ones", [...Buffer.from("bplist00"), ...Array.from({ length: 32 }, () => 255)]],
    ["another version", [...Buffer.from("bplist15"), ...Array.from({ length: 32 }, () => 0)]],
    ["nothing but the header", [...Buffer.from("bplist00")]],
  ])("refuses %s", (_, bytes) => {
    expect(() => parseBinaryPlist(Uint8Array.from(bytes))).toThrow(/trailer/);
  });
});

/** The right-hand side of a `.reg` line: `"text"`, `dword:`, `hex(n):` or `-`. */
import { DecodeFailure } from "./decode-failure.ts";
import { decodeAnsi } from "./text.ts";

export type RegValue =
  | { readonly kind: "delete" }
  | { readonly kind: "text"; readonly text: string; readonly cutAtNul: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "expandable" }
  /** A type that the product never sees: REG_BINARY, REG_QWORD, REG_MULTI_SZ and the rest. */
  | { readonly kind: "invisible"; readonly type: string };

const NAMES: Readonly<Record<string, string>> = { "3": "REG_BINARY", "7": "REG_MULTI_SZ", b: "REG_QWORD" };

/**
 * @param ansi whether text inside `hex(1)` is 8-bit, as in a REGEDIT4 file.
 * @throws {DecodeFailure} with a reason that quotes nothing.
 */
export function parseRegValue(source: string, ansi: boolean): RegValue {
  if (source.startsWith('"')) return readQuotedValue(source);
  const [plain = ""] = source.split(";", 1).map((text) => text.trimEnd());
  if (plain === "-") return { kind: "delete" };
  const number = /^dword:([0-9a-f]{1,8})$/i.exec(plain);
  if (number?.[1] !== undefined) return { kind: "number", text: String(Number.parseInt(number[1], 16)) };
  const binary = /^hex(?:\(([0-9a-f]{1,8})\))?:([0-9a-f, \t]*)$/i.exec(plain);
  if (binary === null) throw new DecodeFailure('expected "text", dword:, hex: or - after the equals sign');
  return readTyped((binary[1] ?? "3").toLowerCase(), readBytes(binary[2] ?? ""), ansi);
}

/** A quoted string from `start` on: the only escapes are `\\` and `\"`. */
export function readQuoted(line: string, start: number): { text: string; end: number } {
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < line.length; at++) {
    const character = line[at];
    if (character === '"') return { text: parts.join("") + line.slice(from, at), end: at + 1 };
    if (character !== "\\") continue;
    const escaped = line[at + 1];
    if (escaped !== "\\" && escaped !== '"') {
      throw new DecodeFailure('a single backslash in a string; write "\\\\" for each backslash');
    }
    parts.push(line.slice(from, at), escaped);
    at++;
    from = at + 1;
  }
  throw new DecodeFailure("expected the closing quote on the same line; a line break drops the whole value");
}

function readQuotedValue(source: string): RegValue {
  const { text, end } = readQuoted(source, 0);
  if (!/^\s*(?:;.*)?$/.test(source.slice(end)))
    throw new DecodeFailure("expected nothing after the closing quote");
  return cut(text);
}

function readTyped(type: string, bytes: Buffer, ansi: boolean): RegValue {
  switch (type.replace(/^0+(?=.)/, "")) {
    case "1":
      return cut(readText(bytes, ansi));
    case "2":
      return { kind: "expandable" };
    case "4":
      if (bytes.length !== 4) throw new DecodeFailure("expected four bytes in hex(4)");
      return { kind: "number", text: String(bytes.readUInt32LE(0)) };
    default:
      return { kind: "invisible", type: NAMES[type] ?? "a registry type without text" };
  }
}

function readText(bytes: Buffer, ansi: boolean): string {
  if (ansi) return decodeAnsi(bytes).replace(/\0$/, "");
  if (bytes.length % 2 !== 0) throw new DecodeFailure("expected an even number of bytes in hex(1)");
  return bytes.toString("utf16le").replace(/\0$/, "");
}

/** The registry may hold more than its readers see: text ends at the first NUL. */
function cut(text: string): RegValue {
  const nul = text.indexOf("\0");
  return { kind: "text", text: nul === -1 ? text : text.slice(0, nul), cutAtNul: nul !== -1 };
}

function readBytes(list: string): Buffer {
  const digits = list.replaceAll(/[ \t]/g, "");
  if (!/^(?:[0-9a-f]{2}(?:,|$))*$/i.test(digits) || digits.endsWith(",")) {
    throw new DecodeFailure("expected bytes of two hexadecimal digits with commas between them");
  }
  return Buffer.from(digits.replaceAll(",", ""), "hex");
}

/** The right-hand side of a `.reg` line: `"text"`, `dword:`, `hex(n):` or `-`. */
import { DecodeFailure } from "./decode-failure.ts";
import { decodeAnsi } from "./text.ts";

export type RegValue =
  | { readonly kind: "delete" }
  | { readonly kind: "text"; readonly text: string; readonly cutAtNul: boolean }
  | { readonly kind: "number"; readonly text: string }
  /** Visible, and its content is not: REG_EXPAND_SZ, or a number of the wrong length. */
  | { readonly kind: "unreadable"; readonly rawType: "REG_EXPAND_SZ" | "REG_DWORD" }
  /** A type that the product never sees: REG_BINARY, REG_QWORD, REG_MULTI_SZ and the rest. */
  | { readonly kind: "invisible"; readonly type: string };

const NAMES: Readonly<Record<string, string>> = { "3": "REG_BINARY", "7": "REG_MULTI_SZ", b: "REG_QWORD" };

/** What is stored, as opposed to taken back. */
export type StoredValue = Exclude<RegValue, { readonly kind: "delete" }>;

/** Who wrote the text, and so what it means. */
export interface RegDialect {
  /** Text inside `hex(1)` is 8-bit: a REGEDIT4 file. */
  readonly ansi: boolean;
  /** Written by `reg.exe export`: holds whatever the registry does, line breaks and damaged values included. */
  readonly exported: boolean;
}

/** @throws {DecodeFailure} with a reason that quotes nothing. */
export function parseRegValue(source: string, dialect: RegDialect): RegValue {
  if (source.startsWith('"')) return readQuotedValue(source, dialect);
  const [plain = ""] = source.split(";", 1).map((text) => text.trimEnd());
  if (plain === "-") return { kind: "delete" };
  const number = /^dword:([0-9a-f]{1,8})$/i.exec(plain);
  if (number?.[1] !== undefined) return { kind: "number", text: String(Number.parseInt(number[1], 16)) };
  const binary = /^hex(?:\(([0-9a-f]{1,8})\))?:([0-9a-f, \t]*)$/i.exec(plain);
  if (binary === null) throw new DecodeFailure('expected "text", dword:, hex: or - after the equals sign');
  const bytes = readBytes(binary[2] ?? "");
  const type = (binary[1] ?? "3").toLowerCase().replace(/^0+(?=.)/, "");
  if (!dialect.exported) checkLength(type, bytes, dialect.ansi);
  return type === "1" && dialect.ansi ? cut(withoutEnd(decodeAnsi(bytes))) : storedValue(type, bytes);
}

/**
 * A value of the registry as its readers see it.
 *
 * @param type the number of the registry's type, in hexadecimal.
 */
export function storedValue(type: string, bytes: Buffer): StoredValue {
  switch (type) {
    case "1":
      return cut(withoutEnd(bytes.toString("utf16le")));
    case "2":
      return { kind: "unreadable", rawType: "REG_EXPAND_SZ" };
    case "4":
      return bytes.length === 4
        ? { kind: "number", text: String(bytes.readUInt32LE(0)) }
        : { kind: "unreadable", rawType: "REG_DWORD" };
    default:
      return { kind: "invisible", type: NAMES[type] ?? "a registry type without text" };
  }
}

/** A file meant for import is refused where the registry would take the damage over. */
function checkLength(type: string, bytes: Buffer, ansi: boolean): void {
  if (type === "1" && !ansi && bytes.length % 2 !== 0) {
    throw new DecodeFailure("expected an even number of bytes in hex(1)");
  }
  if (type === "4" && bytes.length !== 4) throw new DecodeFailure("expected four bytes in hex(4)");
}

/** A quoted string from `start` on: in a file meant for import, the only escapes are `\\` and `\"`. */
export function readQuoted(
  line: string,
  start: number,
  { exported }: RegDialect,
): { text: string; end: number } {
  let text = "";
  let from = start + 1;
  for (let at = from; at < line.length; at++) {
    const character = line[at];
    if (character === '"') return { text: text + line.slice(from, at), end: at + 1 };
    if (character !== "\\") continue;
    const escaped = unescape(line[at + 1], exported);
    if (escaped === undefined) {
      throw new DecodeFailure('a single backslash in a string; write "\\\\" for each backslash');
    }
    text += line.slice(from, at) + escaped;
    at++;
    from = at + 1;
  }
  throw new DecodeFailure("expected the closing quote on the same line; a line break drops the whole value");
}

function unescape(letter: string | undefined, exported: boolean): string | undefined {
  if (letter === "\\" || letter === '"') return letter;
  if (!exported) return undefined;
  // Wine writes line breaks so; nobody else does, and a backslash of the value is always doubled.
  return letter === "n" ? "\n" : letter === "r" ? "\r" : undefined;
}

function readQuotedValue(source: string, dialect: RegDialect): StoredValue {
  const { text, end } = readQuoted(source, 0, dialect);
  if (!/^\s*(?:;.*)?$/.test(source.slice(end)))
    throw new DecodeFailure("expected nothing after the closing quote");
  return cut(text);
}

/** The one NUL that ends a text as it is stored. */
function withoutEnd(stored: string): string {
  return stored.replace(/\0$/, "");
}

/** The registry may hold more than its readers see: text ends at the first NUL. */
function cut(text: string): StoredValue {
  const nul = text.indexOf("\0");
  return { kind: "text", text: nul === -1 ? text : text.slice(0, nul), cutAtNul: nul !== -1 };
}

function readBytes(list: string): Buffer {
  const digits = list.replaceAll(/[ \t]/g, "");
  if (!/^(?:[0-9a-f]{2}(?:,|$))*$/i.test(digits) || digits.endsWith(",")) {
    throw new DecodeFailure("expected bytes of two hexadecimal digits with commas between them");
  }
  return Buffer.from(withoutCommas(digits), "hex");
}

/** A large value has more commas than `replaceAll` is good for. */
function withoutCommas(digits: string): string {
  const bytes = Buffer.from(digits, "latin1");
  let length = 0;
  for (const byte of bytes) if (byte !== 0x2c) bytes[length++] = byte;
  return bytes.toString("latin1", 0, length);
}

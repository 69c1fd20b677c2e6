/** The text of a `.reg` file: its encoding, its header, and its lines with continuations joined. */
import { warning, type Finding } from "../diagnostic.ts";
import { DecodeFailure } from "./decode-failure.ts";
import { MAX_LINES } from "./limits.ts";
import type { RegDialect } from "./reg-value.ts";
import {
  decodeAnsi,
  decodeUtf16,
  hasUtf16BigEndianBom,
  hasUtf16LittleEndianBom,
  hasUtf8Bom,
  isWideWithoutBom,
} from "./text.ts";

export interface RegLine {
  /** Counted from 1, in the file as an editor shows it. */
  readonly number: number;
  /** Without the white space around it; never empty, never a comment. */
  readonly text: string;
}

export interface RegLines {
  readonly lines: readonly RegLine[];
  readonly dialect: RegDialect;
  readonly findings: readonly Finding[];
}

export const REG_HEADER = "Windows Registry Editor Version 5.00";
export const REG_HEADER_ANSI = "REGEDIT4";

/** @param exported whether `reg.exe export` wrote the file. */
export function readRegLines(bytes: Uint8Array, exported: boolean): RegLines {
  const wide = hasUtf16LittleEndianBom(bytes);
  const text = decodeText(bytes);
  const raw = (exported ? escapeLineBreaks(text) : text).split(/\r\n|\n|\r/, MAX_LINES + 1);
  if (raw.length > MAX_LINES) throw new DecodeFailure(`more than ${MAX_LINES} lines`, "too-many-keys");
  const header = raw[0]?.trim();
  if (header !== REG_HEADER && header !== REG_HEADER_ANSI) {
    throw new DecodeFailure(`expected "${REG_HEADER}" in the first line`);
  }
  const ansi = header === REG_HEADER_ANSI;
  return {
    lines: joinContinuations(raw),
    dialect: { ansi, exported },
    findings: wide || ansi ? [] : [notWide(bytes)],
  };
}

/** An export writes a line break inside a text as it is; written as an escape, one line is one value again. */
function escapeLineBreaks(text: string): string {
  let quoted = false;
  const pieces = text.split(/(\r\n|\n|\r)/, 2 * MAX_LINES + 2);
  return pieces
    .map((piece, index) => {
      const isBreak = index % 2 === 1;
      if (isBreak) return quoted ? piece.replace("\r", "\\r").replace("\n", "\\n") : piece;
      if (quoted || !piece.startsWith("[")) quoted = quoted !== hasOddQuotes(piece);
      return piece;
    })
    .join("");
}

function hasOddQuotes(line: string): boolean {
  return line.replaceAll(/\\[^]?|[^"\\]+/g, "").length % 2 === 1;
}

function decodeText(bytes: Uint8Array): string {
  if (hasUtf16LittleEndianBom(bytes)) return decodeUtf16(bytes);
  if (hasUtf8Bom(bytes))
    throw new DecodeFailure("UTF-8 with a byte-order mark, which no registry import accepts; save as UTF-16");
  if (hasUtf16BigEndianBom(bytes))
    throw new DecodeFailure("big-endian UTF-16, which no registry import accepts; save as UTF-16 LE");
  if (isWideWithoutBom(bytes)) {
    throw new DecodeFailure("UTF-16 without a byte-order mark; save as UTF-16 LE with one");
  }
  return decodeAnsi(bytes);
}

function notWide(bytes: Uint8Array): Finding {
  const harmless = bytes.every((byte) => byte < 0x80);
  const consequence = harmless
    ? "fine while it is plain ASCII"
    : "an import reads it in the ANSI code page, so accented letters are damaged";
  return warning("not-utf-16", `not saved as UTF-16; ${consequence}`);
}

function joinContinuations(raw: readonly string[]): readonly RegLine[] {
  const lines: RegLine[] = [];
  for (let index = 1; index < raw.length; index++) {
    const number = index + 1;
    const parts = [raw[index]?.trim() ?? ""];
    // Only lists of bytes continue; a quoted string may well end in a backslash.
    if (isByteList(parts[0])) {
      while (parts.at(-1)?.endsWith("\\") === true && index + 1 < raw.length) {
        parts.push(parts.pop()?.slice(0, -1) ?? "", raw[++index]?.trim() ?? "");
      }
    }
    const text = parts.join("");
    if (text !== "" && !text.startsWith(";")) lines.push({ number, text });
  }
  return lines;
}

function isByteList(line: string | undefined): boolean {
  return line !== undefined && /=\s*hex(?:\([0-9a-f]{1,8}\))?:[0-9a-f,\s]*\\$/i.test(line);
}

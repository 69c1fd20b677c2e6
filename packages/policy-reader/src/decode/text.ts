/** Bytes to text, strictly: a file in the wrong encoding is refused rather than guessed at. */
import { DecodeFailure } from "./decode-failure.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

export function hasUtf8Bom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

export function hasUtf16LittleEndianBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

export function hasUtf16BigEndianBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xff;
}

/** UTF-16 LE of an ASCII character at the start, without the mark that would say so. */
export function isWideWithoutBom(bytes: Uint8Array): boolean {
  return bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0;
}

/** UTF-8 with or without a byte-order mark. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DecodeFailure("expected UTF-8 text");
  }
}

/** UTF-16 of the byte order that its byte-order mark says; the mark is dropped. */
export function decodeUtf16(bytes: Uint8Array): string {
  try {
    const order = hasUtf16BigEndianBom(bytes) ? "utf-16be" : "utf-16le";
    return new TextDecoder(order, { fatal: true }).decode(bytes);
  } catch {
    throw new DecodeFailure("expected UTF-16 text; the file ends inside a character or is damaged");
  }
}

/** The Western European code page of Windows; every byte means something. */
export function decodeAnsi(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes);
}

/** "line 3, column 7", counted from 1. */
export function positionOf(text: string, index: number): string {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < index; next = text.indexOf("\n", next + 1)) {
    line++;
    start = next + 1;
  }
  return `line ${line}, column ${index - start + 1}`;
}

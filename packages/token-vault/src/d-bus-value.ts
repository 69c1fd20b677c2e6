/**
 * Values as D-Bus writes them, for the types that the Secret Service uses.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling
 */

/**
 * `b`: boolean. `y`, `u`: number. `s`, `o`, `g`: string. `ay`: bytes. `v`: a {@link Variant}. Structures, dictionary
 * entries and other arrays: an array; so a dictionary is an array of pairs.
 */
export type DBusValue = boolean | number | string | Uint8Array | Variant | readonly DBusValue[];

export interface Variant {
  readonly signature: string;
  readonly value: DBusValue;
}

export function variant(signature: string, value: DBusValue): Variant {
  return { signature, value };
}

const ALIGNMENTS: Readonly<Record<string, number>> = { y: 1, g: 1, v: 1, "(": 8, "{": 8 };

/** The complete types of a signature: `sa{ss}` has two. */
export function completeTypes(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = typeEnd(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function typeEnd(signature: string, at: number): number {
  const code = signature[at];
  if (code === undefined) throw new Error("A D-Bus signature ends in the middle of a type.");
  if (code === "a") return typeEnd(signature, at + 1);
  if (code !== "(" && code !== "{") return at + 1;
  const close = code === "(" ? ")" : "}";
  let end = at + 1;
  if (signature[end] === close) throw new Error("A D-Bus signature has an empty structure.");
  while (signature[end] !== close) end = typeEnd(signature, end);
  return end + 1;
}

function alignmentOf(type: string): number {
  return ALIGNMENTS[type[0] ?? ""] ?? 4;
}

/** In little-endian order, for a place in the message that is a multiple of eight. */
export function encodeValues(signature: string, values: readonly DBusValue[]): Buffer {
  const types = completeTypes(signature);
  if (types.length !== values.length) throw new TypeError(`"${signature}" does not fit the values.`);
  const parts: Buffer[] = [];
  let length = 0;

  const put = (bytes: Uint8Array): void => {
    parts.push(Buffer.from(bytes));
    length += bytes.length;
  };
  const align = (to: number): void => put(Buffer.alloc(-length & (to - 1)));
  const put32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    parts.push(bytes);
    length += 4;
    return bytes;
  };
  const putArray = (elementType: string, elements: DBusValue): void => {
    const size = put32(0);
    align(alignmentOf(elementType));
    const start = length;
    if (elements instanceof Uint8Array) put(elements);
    else for (const element of elements as readonly DBusValue[]) putValue(elementType, element);
    size.writeUInt32LE(length - start);
  };
  const putValue = (type: string, value: DBusValue): void => {
    align(alignmentOf(type));
    switch (type[0]) {
      case "y":
        return put(Uint8Array.of(value as number));
      case "b":
      case "u":
        return void put32(Number(value));
      case "s":
      case "o": {
        const bytes = Buffer.from(`${value as string}\0`, "utf8");
        put32(bytes.length - 1);
        return put(bytes);
      }
      case "g":
        return put(Buffer.from(`${String.fromCharCode((value as string).length)}${value as string}\0`));
      case "v": {
        const { signature, value: inner } = value as Variant;
        putValue("g", signature);
        return putValue(signature, inner);
      }
      case "a":
        return putArray(type.slice(1), value);
      case "(":
      case "{": {
        const members = value as readonly DBusValue[];
        return completeTypes(type.slice(1, -1)).forEach((one, index) => putValue(one, members[index] ?? ""));
      }
      default:
        throw new TypeError(`D-Bus type "${type}" is not written here.`);
    }
  };

  types.forEach((type, index) => putValue(type, values[index] ?? ""));
  return Buffer.concat(parts, length);
}

/** @throws {Error} when the bytes are not what the signature says, or it has types that are not read here. */
export function decodeValues(signature: string, bytes: Buffer, isLittleEndian: boolean): DBusValue[] {
  const cursor = { at: 0 };

  const align = (to: number): void => {
    cursor.at += -cursor.at & (to - 1);
  };
  const take = (size: number): Buffer => {
    if (size > bytes.length - cursor.at) throw new Error("A D-Bus message is shorter than its values.");
    cursor.at += size;
    return bytes.subarray(cursor.at - size, cursor.at);
  };
  const take32 = (): number => {
    const word = take(4);
    return isLittleEndian ? word.readUInt32LE() : word.readUInt32BE();
  };
  const takeText = (size: number): string => take(size + 1).toString("utf8", 0, size);
  const takeArray = (elementType: string): DBusValue => {
    const size = take32();
    align(alignmentOf(elementType));
    if (elementType === "y") return take(size);
    const end = cursor.at + size;
    if (end > bytes.length) throw new Error("A D-Bus array is longer than its message.");
    const elements: DBusValue[] = [];
    while (cursor.at < end) elements.push(takeValue(elementType));
    return elements;
  };
  const takeValue = (type: string): DBusValue => {
    align(alignmentOf(type));
    switch (type[0]) {
      case "y":
        return take(1)[0] ?? 0;
      case "b":
        return take32() !== 0;
      case "u":
        return take32();
      case "s":
      case "o":
        return takeText(take32());
      case "g":
        return takeText(take(1)[0] ?? 0);
      case "v": {
        const signature = takeValue("g") as string;
        return variant(signature, takeValue(signature));
      }
      case "a":
        return takeArray(type.slice(1));
      case "(":
      case "{":
        return completeTypes(type.slice(1, -1)).map(takeValue);
      default:
        throw new Error(`D-Bus type "${type}" is not read here.`);
    }
  };

  return completeTypes(signature).map(takeValue);
}

/**
 * Messages of D-Bus: a header of named fields, then a body.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages
 */

import { decodeValues, encodeValues, variant } from "./d-bus-value.ts";
import type { DBusValue, Variant } from "./d-bus-value.ts";

export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Of `body`; both are left out when there are no arguments. */
  readonly signature?: string;
  readonly body?: readonly DBusValue[];
}

export interface IncomingMessage {
  readonly type: "call" | "return" | "error" | "signal" | "other";
  /** The serial of the call that this answers. */
  readonly replyTo: number | undefined;
  readonly path: string | undefined;
  readonly member: string | undefined;
  readonly errorName: string | undefined;
  /** Decodes the arguments. */
  readonly body: () => readonly DBusValue[];
}

const TYPES = ["other", "call", "return", "error", "signal"] as const;
const FIELD = { path: 1, interface: 2, member: 3, errorName: 4, replyTo: 5, destination: 6, signature: 8 };
const LITTLE_ENDIAN = 0x6c;
const PROTOCOL_VERSION = 1;
const HEAD_BYTES = 16;
/** Far above what is kept here. D-Bus allows 128 MiB. */
const MAX_BYTES = 2 ** 24;

export function encodeCall(serial: number, call: MethodCall): Buffer {
  const { signature = "", body = [] } = call;
  const content = encodeValues(signature, body);
  const fields = [
    [FIELD.path, variant("o", call.path)],
    [FIELD.interface, variant("s", call.interface)],
    [FIELD.member, variant("s", call.member)],
    [FIELD.destination, variant("s", call.destination)],
    [FIELD.signature, variant("g", signature)],
  ] as const;
  const start = [LITTLE_ENDIAN, TYPES.indexOf("call"), 0, PROTOCOL_VERSION, content.length, serial];
  const header = encodeValues("yyyyuua(yv)", [...start, fields]);
  return Buffer.concat([header, Buffer.alloc(-header.length & 7), content]);
}

/**
 * The length of the message that these bytes begin with; `undefined` when there are too few to tell.
 *
 * @throws {Error} when it is not one, or too large.
 */
export function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  if (bytes[3] !== PROTOCOL_VERSION) throw new Error("The bus speaks another version of D-Bus.");
  const bodyLength = word(bytes, 4);
  const length = bodyStart(bytes) + bodyLength;
  if (length > MAX_BYTES) throw new Error("The bus sent a message that is too large.");
  return length;
}

/** @param bytes exactly one message. */
export function decodeMessage(bytes: Buffer): IncomingMessage {
  const isLittleEndian = bytes[0] === LITTLE_ENDIAN;
  const fieldsEnd = HEAD_BYTES + word(bytes, 12);
  const decoded = decodeValues("yyyyuua(yv)", bytes.subarray(0, fieldsEnd), isLittleEndian)[6];
  const fields = new Map(decoded as readonly (readonly [number, Variant])[]);
  const text = (field: number): string | undefined => fields.get(field)?.value as string | undefined;
  const body = bytes.subarray(bodyStart(bytes));
  return {
    type: TYPES[bytes[1] ?? 0] ?? "other",
    replyTo: fields.get(FIELD.replyTo)?.value as number | undefined,
    path: text(FIELD.path),
    member: text(FIELD.member),
    errorName: text(FIELD.errorName),
    body: () => decodeValues(text(FIELD.signature) ?? "", body, isLittleEndian),
  };
}

function bodyStart(bytes: Buffer): number {
  const fieldsEnd = HEAD_BYTES + word(bytes, 12);
  return fieldsEnd + (-fieldsEnd & 7);
}

function word(bytes: Buffer, at: number): number {
  return bytes[0] === LITTLE_ENDIAN ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

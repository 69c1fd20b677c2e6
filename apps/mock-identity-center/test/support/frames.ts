/** Frames of HTTP/2 written by hand, for what Node's own client refuses to send. RFC 9113 section 4, RFC 7541. */

export const preface: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

export const type = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  continuation: 9,
} as const;
export const flag = { ack: 1, endStream: 1, endHeaders: 4 } as const;

export function frame(
  kind: number,
  flags: number,
  stream: number,
  payload: Uint8Array = new Uint8Array(),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(kind, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Preface and empty settings: the opening of a connection. */
export const opening: Buffer = Buffer.concat([preface, frame(type.settings, 0, 0)]);

/** Header fields as literals that no table remembers, names and values shorter than 127 bytes. */
export function fields(...list: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(list.map(([name, value]) => Buffer.concat([Buffer.of(0), text(name), text(value)])));
}

/** A whole request without a body. */
export function request(stream: number, block: Uint8Array): Buffer {
  return frame(type.headers, flag.endHeaders | flag.endStream, stream, block);
}

export interface Frame {
  readonly kind: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** The whole frames in what a server sent. */
export function parseFrames(bytes: Buffer): readonly Frame[] {
  const found: Frame[] = [];
  for (let at = 0; at + 9 <= bytes.length;) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) break;
    const [kind, stream] = [bytes.readUInt8(at + 3), bytes.readUInt32BE(at + 5)];
    found.push({ kind, stream, payload: bytes.subarray(at + 9, end) });
    at = end;
  }
  return found;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.of(Buffer.byteLength(value)), Buffer.from(value)]);
}

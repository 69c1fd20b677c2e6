/** Requests on a socket of their own: what came over the wire, however the answer ended. */

import { connect as connectHttp2 } from "node:http2";
import type { ClientHttp2Session } from "node:http2";
import { connect } from "node:net";
import type { Socket } from "node:net";
import type { Rig } from "./rig.ts";

export interface RawAnswer {
  readonly text: string;
  /** How the connection ended: "end" in order, or the code of its error. */
  readonly ending: string;
}

export interface OpenRequest {
  readonly socket: Socket;
  /** Resolves with all that came when the connection ends. */
  readonly ended: Promise<RawAnswer>;
  /** Resolves when what came so far contains `text`. */
  readonly received: (text: string) => Promise<string>;
}

/** Opens a connection of HTTP/1.1 and posts JSON on it. */
export function openPost(rig: Rig, path: string, body: unknown = {}): OpenRequest {
  const json = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${Buffer.byteLength(json)}`;
  return open(rig, Buffer.from(`${head}\r\n\r\n${json}`));
}

/** `GET /` in frames of HTTP/2 written by hand: Node's own client does not tell a reset from an end. */
export function openHttp2Frames(rig: Rig): OpenRequest {
  const settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
  const headers = [0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84, 0x41, 1, 0x78];
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  return open(rig, Buffer.concat([preface, Buffer.from([...settings, ...headers])]));
}

function open(rig: Rig, bytes: Uint8Array): OpenRequest {
  const { hostname, port } = new URL(rig.mock.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  let error: string | undefined;
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    text += chunk;
  });
  socket.on("error", (cause: NodeJS.ErrnoException) => {
    error = cause.code ?? cause.message;
  });
  const ended = new Promise<RawAnswer>((resolve) => {
    socket.once("close", () => resolve({ text, ending: error ?? "end" }));
  });
  const received = (wanted: string): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (text.includes(wanted)) resolve(text);
      };
      socket.on("data", look);
      look();
    });
  socket.write(bytes);
  return { socket, ended, received };
}

export interface Http2Answer {
  readonly status: number;
  readonly length: string | undefined;
  readonly text: string;
  /** The code of the error that ended the stream; undefined when it ended in order. */
  readonly error: string | undefined;
}

export function openHttp2(rig: Rig): ClientHttp2Session {
  const session = connectHttp2(rig.mock.url);
  // The stream of each request tells the same error.
  session.on("error", () => undefined);
  return session;
}

/** Posts over cleartext HTTP/2; `onData` sees every piece of the body. */
export function postHttp2(
  session: ClientHttp2Session,
  path: string,
  body: unknown = {},
  onData: () => void = () => undefined,
): Promise<Http2Answer> {
  return new Promise((resolve) => {
    const stream = session.request({ ":method": "POST", ":path": path });
    let [status, length, text, error]: [number, string | undefined, string, string | undefined] = [
      0,
      undefined,
      "",
      undefined,
    ];
    stream.setEncoding("utf8");
    stream.on("response", (headers) => {
      status = Number(headers[":status"]);
      length = headers["content-length"];
    });
    stream.on("data", (chunk: string) => {
      text += chunk;
      onData();
    });
    stream.on("error", (cause: NodeJS.ErrnoException) => {
      error = cause.code ?? cause.message;
    });
    stream.on("close", () => resolve({ status, length, text, error }));
    stream.end(JSON.stringify(body));
  });
}

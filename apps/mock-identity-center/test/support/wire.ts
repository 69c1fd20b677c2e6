/** Bytes on a connection, and what came back: for requests that no client would send. */

import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";

export interface Exchange {
  /** As latin1: one character a byte. */
  readonly text: string;
  /** "end" when the server closed in order, otherwise the code of the connection's error. */
  readonly ending: string;
}

export function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  return once(socket, "connect").then(() => socket);
}

/** Sends `bytes` and listens until the server closes. */
export async function exchange(url: string, bytes: string | Uint8Array): Promise<Exchange> {
  const socket = await open(url);
  const answer = untilClosed(socket);
  socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  return answer;
}

/** All that the server sends on `socket` before it is closed. */
export function untilClosed(socket: Socket): Promise<Exchange> {
  let text = "";
  let ending = "end";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    ending = error.code ?? error.message;
  });
  return new Promise((resolve) => {
    socket.once("close", () => resolve({ text, ending }));
  });
}

/** Status and error type of an answer in AWS's form; its request id and JSON message are checked on the way. */
export function awsError(text: string): readonly [number, string | undefined] {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  expect(head).toMatch(/^x-amzn-requestid: [\da-f-]{36}$/im);
  expect(JSON.parse(body)).toHaveProperty(text.includes('"error"') ? "error_description" : "message");
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
  return [Number(status), /^x-amzn-errortype: (\w+)/im.exec(head)?.[1]];
}

/** Resolves when this process holds no TCP connection and no listening port. */
export async function nothingLeftOpen(): Promise<void> {
  await expect.poll(() => openResources(/TCP|TLS/)).toEqual([]);
}

/** Resolves when this process holds no TCP connection, neither end of it; ports may listen on. */
export async function noConnectionLeft(): Promise<void> {
  await expect.poll(() => openResources(/TCPSocket|TLS/)).toEqual([]);
}

function openResources(kind: RegExp): readonly string[] {
  return process.getActiveResourcesInfo().filter((name) => kind.test(name));
}

/** Bytes of the heap and of buffers after a full collection. */
export function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

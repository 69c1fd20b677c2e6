/** A message bus for one test, on a socket in a folder of its own, which answers as the test says. */

import { once } from "node:events";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { onTestFinished } from "vitest";
import { messageLength } from "../../src/d-bus-message.ts";
import { decodeValues, encodeValues, variant } from "../../src/d-bus-value.ts";
import type { DBusValue, Variant } from "../../src/d-bus-value.ts";

export interface BusCall {
  readonly serial: number;
  readonly path: string;
  readonly member: string;
  readonly body: readonly DBusValue[];
  /** Which connection it came over, from 1. */
  readonly connection: number;
}

export type BusAnswer =
  | { readonly signature: string; readonly body: readonly DBusValue[] }
  | { readonly error: string }
  /** Nothing at all. */
  | "silence"
  /** The bus closes the connection. */
  | "hang up";

export interface ScriptedBus {
  readonly environment: Readonly<Record<string, string>>;
  readonly calls: BusCall[];
  /** Everything that was received. */
  readonly received: () => Buffer;
  readonly openConnections: () => number;
  /** Resolves when the last open connection has been closed by the other side. */
  allClosed(): Promise<void>;
  /** To the latest connection. */
  send(bytes: Uint8Array): void;
  signal(path: string, member: string, signature: string, body: readonly DBusValue[]): void;
}

export interface BusScript {
  /** What it says to the authentication. */
  readonly authentication?: string;
  /** Listens on an abstract socket of Linux. */
  readonly isAbstract?: boolean;
  readonly answer: (call: BusCall, bus: ScriptedBus) => BusAnswer;
}

export const nothing: BusAnswer = { signature: "", body: [] };

export async function startScriptedBus(script: BusScript): Promise<ScriptedBus> {
  const { authentication = "OK 1234", isAbstract = false, answer } = script;
  const directory = temporaryDirectory();
  const path = join(directory.path, "bus");
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  let latest: Socket | undefined;
  let connections = 0;

  const bus: ScriptedBus = {
    environment: { DBUS_SESSION_BUS_ADDRESS: `unix:${isAbstract ? "abstract" : "path"}=${path}` },
    calls: [],
    received: () => Buffer.concat(chunks),
    openConnections: () => sockets.size,
    async allClosed() {
      while (sockets.size > 0) await new Promise(setImmediate);
    },
    send: (bytes) => void latest?.write(bytes),
    signal: (from, member, signature, body) => {
      const fields = [
        [1, variant("o", from)],
        [3, variant("s", member)],
        [8, variant("g", signature)],
      ] as const;
      latest?.write(message(4, fields, signature, body));
    },
  };

  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    let rest = Buffer.alloc(0);
    let isAsked = false;
    let isBegun = false;
    latest = socket;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      rest = Buffer.concat([rest, chunk]);
      if (!isAsked && rest.includes("\r\n")) {
        isAsked = true;
        rest = rest.subarray(rest.indexOf("\r\n") + 2);
        if (authentication !== "") socket.write(`${authentication}\r\n`);
      }
      if (!isBegun) {
        if (!rest.subarray(0, BEGIN.length).equals(BEGIN)) return;
        isBegun = true;
        rest = rest.subarray(BEGIN.length);
      }
      for (let length = messageLength(rest); length !== undefined && rest.length >= length;) {
        const call = callOf(rest.subarray(0, length), connection);
        rest = rest.subarray(length);
        length = messageLength(rest);
        bus.calls.push(call);
        reply(socket, call.serial, call.member === "Hello" ? hello : answer(call, bus));
      }
    });
  });
  server.listen(isAbstract ? `\0${path}` : path);
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    directory[Symbol.dispose]();
  });
  return bus;
}

const BEGIN = Buffer.from("BEGIN\r\n");
const hello: BusAnswer = { signature: "s", body: [":1.1"] };

function reply(socket: Socket, serial: number, answer: BusAnswer): void {
  if (answer === "silence") return;
  if (answer === "hang up") return void socket.destroy();
  const replyTo = [5, variant("u", serial)] as const;
  if ("error" in answer) {
    const fields = [[4, variant("s", answer.error)], replyTo, [8, variant("g", "s")]] as const;
    socket.write(message(3, fields, "s", ["as the test says"]));
  } else {
    const { signature, body } = answer;
    socket.write(message(2, [replyTo, [8, variant("g", signature)]], signature, body));
  }
}

type Fields = readonly (readonly [number, Variant])[];

function message(type: number, fields: Fields, signature: string, body: readonly DBusValue[]): Buffer {
  const content = encodeValues(signature, body);
  const header = encodeValues("yyyyuua(yv)", [0x6c, type, 0, 1, content.length, 1, fields]);
  return Buffer.concat([header, Buffer.alloc(-header.length & 7), content]);
}

function callOf(bytes: Buffer, connection: number): BusCall {
  const header = decodeValues("yyyyuua(yv)", bytes, true);
  const fields = new Map(header[6] as unknown as Fields);
  const text = (field: number): string => (fields.get(field)?.value ?? "") as string;
  const body = bytes.subarray(bytes.length - (header[4] as number));
  return {
    serial: header[5] as number,
    path: text(1),
    member: text(3),
    body: decodeValues(text(8), body, true),
    connection,
  };
}

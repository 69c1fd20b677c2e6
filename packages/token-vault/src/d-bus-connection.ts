/**
 * A connection to a message bus over its socket: method calls, and the signals that were asked for.
 *
 * Nothing in it blocks: whoever does not want to wait any longer closes it.
 */

import { connect } from "node:net";
import type { Socket } from "node:net";
import { decodeMessage, encodeCall, messageLength } from "./d-bus-message.ts";
import type { IncomingMessage, MethodCall } from "./d-bus-message.ts";
import type { DBusValue } from "./d-bus-value.ts";

/** The other side answered with an error. `dbusName` is for programs, the message for people. */
export class DBusError extends Error {
  override readonly name = "DBusError";
  readonly dbusName: string;

  constructor(dbusName: string, message: string) {
    super(message);
    this.dbusName = dbusName;
  }
}

/** There is no bus, it does not let this user in, or the connection ended. */
export class DBusConnectionError extends Error {
  override readonly name = "DBusConnectionError";
}

export interface DBusConnection {
  /** Rejects with {@link DBusError}, or with the reason for which the connection ended. */
  call(call: MethodCall): Promise<readonly DBusValue[]>;
  /** The arguments of the next signal of that name from that object. Ask for it with `AddMatch` too. */
  signal(path: string, member: string): Promise<readonly DBusValue[]>;
  /** Ends it at once; whatever waits rejects with `reason`. */
  close(reason: Error): void;
}

interface Waiting {
  readonly answers: (message: IncomingMessage) => boolean;
  readonly resolve: (values: readonly DBusValue[]) => void;
  readonly reject: (reason: Error) => void;
}

export const BUS: Pick<MethodCall, "destination" | "path" | "interface"> = {
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
};

/**
 * Connects to the first bus that is there, as this user. Calls may follow at once; they are sent when the bus has let
 * this user in. The connection does not keep this process alive.
 *
 * @param paths socket paths, in order.
 * @throws {DBusConnectionError} when none can be connected to, at once: a full queue is an error too.
 */
export async function connectToBus(paths: readonly string[]): Promise<DBusConnection> {
  let cause: unknown = new Error("The address of the session bus is not known, or not of a Unix socket.");
  for (const path of paths) {
    try {
      return speakDBus(await connected(connect(path)));
    } catch (error) {
      cause = error;
    }
  }
  throw new DBusConnectionError("No session bus answers.", { cause });
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function speakDBus(socket: Socket): DBusConnection {
  const waiting = new Set<Waiting>();
  const unsent: Buffer[] = [];
  let serial = 0;
  let received = Buffer.alloc(0);
  let isAuthenticated = false;
  let ended: Error | undefined;

  const close = (reason: Error): void => {
    if (ended !== undefined) return;
    ended = reason;
    socket.destroy();
    for (const { reject } of waiting) reject(reason);
    waiting.clear();
  };
  const wait = (answers: Waiting["answers"]): Promise<readonly DBusValue[]> => {
    if (ended !== undefined) return Promise.reject(ended);
    return new Promise((resolve, reject) => waiting.add({ answers, resolve, reject }));
  };
  const send = (bytes: Buffer): void => {
    if (isAuthenticated) socket.write(bytes);
    else unsent.push(bytes);
  };
  const call = (method: MethodCall): Promise<readonly DBusValue[]> => {
    serial += 1;
    const mine = serial;
    const answer = wait(({ type, replyTo }) => replyTo === mine && (type === "return" || type === "error"));
    if (ended === undefined) send(encodeCall(mine, method));
    return answer;
  };
  const onMessage = (message: IncomingMessage): void => {
    for (const one of waiting) {
      if (!one.answers(message)) continue;
      waiting.delete(one);
      if (message.type === "error") one.reject(errorOf(message));
      else one.resolve(message.body());
    }
  };
  /** Takes what is complete; whether there may be more. */
  const takeNext = (): boolean => {
    if (ended !== undefined) return false;
    if (!isAuthenticated) {
      const end = received.indexOf("\r\n");
      if (end < 0) return false;
      if (!received.toString("latin1", 0, end).startsWith("OK "))
        throw new DBusConnectionError("The session bus does not let this user in.");
      isAuthenticated = true;
      received = received.subarray(end + 2);
      socket.write(Buffer.concat([Buffer.from("BEGIN\r\n"), ...unsent.splice(0)]));
      return true;
    }
    const length = messageLength(received);
    if (length === undefined || received.length < length) return false;
    onMessage(decodeMessage(received.subarray(0, length)));
    received = received.subarray(length);
    return true;
  };

  // Who waits for an answer has a deadline, whose timer keeps the process alive.
  socket.unref();
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    try {
      while (takeNext());
    } catch (cause) {
      const isSaid = cause instanceof DBusConnectionError;
      close(isSaid ? cause : new DBusConnectionError("The session bus sent no D-Bus message.", { cause }));
    }
  });
  socket.on("error", (cause) =>
    close(new DBusConnectionError("The connection to the session bus failed.", { cause })),
  );
  socket.on("close", () => close(new DBusConnectionError("The session bus ended the connection.")));

  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString("hex");
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  call({ ...BUS, member: "Hello" }).catch(close);

  return {
    call,
    signal: (path, member) =>
      wait((message) => message.type === "signal" && message.path === path && message.member === member),
    close,
  };
}

function errorOf({ errorName = "", body }: IncomingMessage): DBusError {
  const [text] = body();
  return new DBusError(errorName, typeof text === "string" ? text : errorName);
}

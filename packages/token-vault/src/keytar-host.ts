/**
 * The program of the child process that talks to the keychain: the only place that loads keytar.
 *
 * A process of its own, because a keychain that does not answer blocks keytar's thread for ever, and a process
 * with such a thread cannot exit. This one can be killed. It loads nothing else, since its start is part of
 * every cold start of the app.
 */

import { createRequire } from "node:module";
import type { HostReply, HostRequest } from "./keytar-protocol.ts";

interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, value: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Electron's `process.parentPort`, in a utility process. */
interface ParentPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** How long it stays for a next request. Without one it ends, so its parent needs no timer for that. */
const IDLE_MS = 5_000;

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
const leave = (): void => process.exit(0);
let pending = 0;
let idle: NodeJS.Timeout;

if (parentPort !== undefined) serve(parentPort.postMessage.bind(parentPort));
else if (process.send !== undefined) serve((message) => process.send?.(message));

function serve(reply: (message: HostReply) => void): void {
  const keytar = load();
  const onRequest = async (request: HostRequest): Promise<void> => {
    pending += 1;
    clearTimeout(idle);
    reply(await answer(keytar, request));
    pending -= 1;
    if (pending === 0) idle = setTimeout(leave, IDLE_MS);
  };
  idle = setTimeout(leave, IDLE_MS);
  parentPort?.on("message", ({ data }) => void onRequest(data as HostRequest));
  process.on("message", (message) => void onRequest(message as HostRequest));
  // The parent is gone. Not `process.exit`, which waits for a thread that may be stuck.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
}

function load(): Keytar | Error {
  try {
    return createRequire(import.meta.url)("keytar") as Keytar;
  } catch (error) {
    return error as Error;
  }
}

async function answer(keytar: Keytar | Error, request: HostRequest): Promise<HostReply> {
  const { id } = request;
  if (keytar instanceof Error) return { id, status: "failed", during: "load", message: keytar.message };
  try {
    return { id, status: "done", value: await call(keytar, request) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "keytar failed without an error";
    return { id, status: "failed", during: "call", message };
  }
}

async function call(keytar: Keytar, request: HostRequest): Promise<string | boolean | null> {
  const { service, account } = request;
  switch (request.method) {
    case "get":
      return keytar.getPassword(service, account);
    case "set":
      await keytar.setPassword(service, account, request.value);
      return null;
    case "delete":
      return keytar.deletePassword(service, account);
  }
}

/** Electron's `ipcMain`, with Electron's own wording of what goes wrong. */
import { EventEmitter } from "node:events";
import { decode, encode } from "./page/codec.ts";

type Handler = (event: unknown, ...input: unknown[]) => unknown;

export class HostIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = new HostIpcMain();

/** @returns encoded, and whether the promise on the page's side rejects with it. */
export async function answerInvoke(
  channel: string,
  event: unknown,
  text: string,
): Promise<{ readonly isError: boolean; readonly text: string }> {
  try {
    const handler = ipcMain.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { isError: false, text: encode(await handler(event, ...(decode(text) as unknown[]))) };
  } catch (error) {
    return { isError: true, text: encode(`Error invoking remote method '${channel}': ${String(error)}`) };
  }
}

/** In the isolated world: Electron's `contextBridge` and `ipcRenderer`, and a `require` that knows nothing but `electron`. */
import { decode, encode } from "./codec.ts";
import type { FromPage, HostPage, ToPage } from "./host-page.ts";
import { createPeer } from "./peer.ts";

declare const HOST_PAGE: HostPage;

type Listener = (event: unknown, ...input: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  global: unknown,
) => void;

interface Worlds {
  /** Called by the host's wrapper around the preload script. */
  runPreload?: (preload: Preload) => void;
  /** Called by the host for every answer and push. */
  deliver?: (message: ToPage) => void;
  [binding: string]: unknown;
}

const worlds = globalThis as unknown as Worlds;
const post = (message: FromPage): void =>
  (worlds[HOST_PAGE.binding] as (text: string) => void)(JSON.stringify(message));

// Electron runs no preload script in subframes.
worlds.runPreload = (preload) => {
  if (window === window.top) run(preload);
};

function run(preload: Preload): void {
  const element = document.createElement("i");
  const peer = createPeer({ element, outgoing: "from-isolated", incoming: "from-main" });
  dispatchEvent(new MouseEvent(HOST_PAGE.nonce, { relatedTarget: element }));
  const exposed = new Set<string>();
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      if (exposed.has(name))
        throw new Error("Cannot bind an API on top of an existing property on the window object");
      exposed.add(name);
      peer.expose(name, api);
    },
  };
  const electron = Object.freeze({ contextBridge, ipcRenderer: createIpcRenderer() });
  const require = (name: string): unknown => {
    if (name === "electron" || name === "electron/renderer") return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload script may only require electron)`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, Object.freeze(HOST_PAGE.process), globalThis);
  } catch (error) {
    post({ type: "preload-failed", message: String(error) });
  }
}

function createIpcRenderer(): object {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;
  worlds.deliver = (message) => {
    if (message.type === "event") {
      for (const listener of listeners.get(message.channel) ?? [])
        listener({}, ...(decode(message.text) as unknown[]));
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.isError) call?.reject(new Error(String(decode(message.text))));
    else call?.resolve(decode(message.text));
  };
  return {
    invoke(channel: string, ...input: unknown[]) {
      const text = encode(input);
      const call = Promise.withResolvers<unknown>();
      lastId += 1;
      waiting.set(lastId, call);
      post({ type: "invoke", id: lastId, channel, text });
      return call.promise;
    },
    send: (channel: string, ...input: unknown[]) => post({ type: "send", channel, text: encode(input) }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
    },
    sendSync() {
      throw new Error("ipcRenderer.sendSync is not emulated by the Chromium host, and should not be used");
    },
  };
}

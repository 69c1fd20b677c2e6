/** Requests and replies over one host at a time, started when it is needed. */

import type { HostProcess } from "./host-process.ts";
import { KeyStoreError } from "./key-store.ts";
import type { HostReply, HostRequest, KeytarCall } from "./keytar-protocol.ts";

export interface HostConnection {
  /** Starts the host ahead of its first request, if it can be started. */
  prepare(): void;
  /** Rejects with `KeyStoreError` when the host ends before it answers. */
  request(call: KeytarCall): Promise<HostReply>;
  /** Kills the host; what waits for it rejects with `reason`. */
  kill(reason: Error): void;
  /** Lets the next request start a new host, unless somebody still waits for this one. */
  renew(): void;
  /** Kills, and resolves when the process has ended. */
  end(reason: Error): Promise<void>;
}

interface Waiting {
  readonly call: KeytarCall;
  readonly isRepeated: boolean;
  readonly resolve: (reply: HostReply) => void;
  readonly reject: (reason: Error) => void;
}

interface Running {
  readonly host: HostProcess;
  readonly waiting: Map<number, Waiting>;
  readonly ended: Promise<void>;
}

export function hostConnection(service: string, start: () => HostProcess): HostConnection {
  let running: Running | undefined;
  let lastId = 0;

  const begin = (): Running => {
    const host = startHost(start);
    const waiting = new Map<number, Waiting>();
    const ended = Promise.withResolvers<void>();
    const started: Running = { host, waiting, ended: ended.promise };
    host.onMessage((message) => {
      if (!isReply(message)) return;
      waiting.get(message.id)?.resolve(message);
      waiting.delete(message.id);
      if (waiting.size === 0) host.keepAlive?.(false);
    });
    host.onExit((code) => {
      if (running === started) running = undefined;
      ended.resolve();
      for (const one of waiting.values()) {
        // It left because nobody asked for a while, and the request crossed with that: a new one gets it, once.
        if (code === 0 && !one.isRepeated) send({ ...one, isRepeated: true });
        else one.reject(unexpectedEnd());
      }
      waiting.clear();
    });
    return started;
  };

  const send = (one: Waiting): void => {
    try {
      running ??= begin();
    } catch (error) {
      return one.reject(error as Error);
    }
    lastId += 1;
    running.waiting.set(lastId, one);
    running.host.keepAlive?.(true);
    const request: HostRequest = { ...one.call, id: lastId, service };
    running.host.send(request);
  };

  const kill = (reason: Error): Running | undefined => {
    const ending = running;
    running = undefined;
    for (const { reject } of ending?.waiting.values() ?? []) reject(reason);
    ending?.waiting.clear();
    ending?.host.kill();
    return ending;
  };

  return {
    prepare() {
      try {
        running ??= begin();
        if (running.waiting.size === 0) running.host.keepAlive?.(false);
      } catch {
        // The first request says so.
      }
    },
    request: (call) => new Promise((resolve, reject) => send({ call, isRepeated: false, resolve, reject })),
    kill,
    renew() {
      if (running?.waiting.size === 0) kill(unexpectedEnd());
    },
    async end(reason) {
      const ending = kill(reason);
      ending?.host.keepAlive?.(true);
      await ending?.ended;
    },
  };
}

function startHost(start: () => HostProcess): HostProcess {
  try {
    return start();
  } catch (cause) {
    const message = "The process that talks to the keychain could not be started. Restart the app.";
    throw new KeyStoreError("unavailable", message, { cause });
  }
}

function unexpectedEnd(): KeyStoreError {
  return new KeyStoreError(
    "unavailable",
    "The process that talks to the keychain ended unexpectedly. Restart the app and try again.",
  );
}

function isReply(message: unknown): message is HostReply {
  return (
    typeof message === "object" &&
    message !== null &&
    "id" in message &&
    typeof message.id === "number" &&
    "status" in message
  );
}

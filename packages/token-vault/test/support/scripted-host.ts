/** Hosts for the keytar key store that answer, hang or end as a test says. */

import type { HostProcess, HostStart, StartHost } from "../../src/host-process.ts";
import type { HostReply, HostRequest } from "../../src/keytar-protocol.ts";

export interface ScriptedHost {
  readonly start: HostStart;
  readonly requests: HostRequest[];
  isKilled: boolean;
  /** What `keepAlive` was last told. */
  keepsAlive: boolean;
  reply(message: unknown): void;
  exit(code: number | null): void;
}

/** What a host does with a request: gives the reply, or `undefined` to stay silent. */
export type Answer = (request: HostRequest, host: ScriptedHost) => Partial<HostReply> | undefined;

export interface ScriptedHosts {
  readonly hosts: ScriptedHost[];
  readonly startHost: StartHost;
}

export function scriptedHosts(answer: Answer): ScriptedHosts {
  const hosts: ScriptedHost[] = [];
  const startHost: StartHost = (start) => {
    let onMessage: (message: unknown) => void = ignore;
    let onExit: (code: number | null) => void = ignore;
    const host: ScriptedHost = {
      start,
      requests: [],
      isKilled: false,
      // A child keeps its parent alive until it is told otherwise.
      keepsAlive: true,
      reply: (message) => onMessage(message),
      exit: (code) => onExit(code),
    };
    hosts.push(host);
    return {
      send: (message) => {
        const request = message as HostRequest;
        host.requests.push(request);
        const reply = answer(request, host);
        if (reply !== undefined) queueMicrotask(() => onMessage({ id: request.id, ...reply }));
      },
      onMessage: (listener) => (onMessage = listener),
      onExit: (listener) => (onExit = listener),
      kill: () => {
        host.isKilled = true;
        queueMicrotask(() => onExit(null));
      },
      keepAlive: (wanted) => (host.keepsAlive = wanted),
    } satisfies HostProcess;
  };
  return { hosts, startHost };
}

/** Keeps values in a map, as the real host does in the keychain. */
export function rememberingAnswer(values: Map<string, string> = new Map()): Answer {
  return (request) => {
    if (request.method === "get") return done(values.get(request.account) ?? null);
    if (request.method === "delete") return done(values.delete(request.account));
    values.set(request.account, request.value);
    return done(null);
  };
}

function done(value: string | boolean | null): Partial<HostReply> {
  return { status: "done", value };
}

function ignore(): void {}

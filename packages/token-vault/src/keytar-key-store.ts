/** The operating system's keychain through keytar: macOS Keychain, Windows Credential Manager, Secret Service. */

import { fileURLToPath } from "node:url";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { hostConnection } from "./host-connection.ts";
import { keychainEnvironment } from "./host-environment.ts";
import { forkHost } from "./host-process.ts";
import type { StartHost } from "./host-process.ts";
import { KeyStoreError } from "./key-store.ts";
import type { KeyStore } from "./key-store.ts";
import { CLOSED, frozenFor } from "./keychain-advice.ts";
import { keytarFailure } from "./keytar-failure.ts";
import type { KeytarCall } from "./keytar-protocol.ts";

export interface KeytarKeyStoreOptions {
  /** The name under which the keychain shows our items, for example a bundle id. */
  readonly service: string;
  /**
   * How long one call may take, in milliseconds; 4,000 when left out. A person who is asked for a password needs
   * longer: give the store of a sign-in page a minute.
   */
  readonly timeoutMs?: number;
  /** The child's whole environment. When left out: what D-Bus and the keychain need, from `process.env`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How the child is started; `child_process.fork` when left out. */
  readonly startHost?: StartHost;
  readonly clock?: Clock;
}

/**
 * Runs keytar in a child process: started by `prepare` or the first call, reused for five seconds, killed when a
 * call exceeds its time. Values go over the process channel, never into arguments or the environment. An idle child keeps
 * neither the event loop nor the exit of this process waiting.
 */
export function keytarKeyStore(options: KeytarKeyStoreOptions): KeyStore {
  const { service, timeoutMs = 4_000, startHost = forkHost, clock = systemClock } = options;
  const modulePath = fileURLToPath(new URL("./keytar-host.js", import.meta.url));
  const connection = hostConnection(service, () =>
    startHost({ modulePath, environment: options.environment ?? keychainEnvironment() }),
  );

  /** Settles with `work`, or after the time, and leaves no timer. */
  const within = async (ms: number, work: Promise<void>): Promise<void> => {
    const settled = new AbortController();
    await Promise.race([work, clock.sleep(ms, settled.signal)]).finally(() => settled.abort());
  };

  const call = async (request: KeytarCall): Promise<string | boolean | null> => {
    const answered = new AbortController();
    const deadline = clock
      .sleep(timeoutMs, answered.signal)
      .then(() => connection.kill(new KeyStoreError("frozen", frozenFor(timeoutMs))));
    deadline.catch(() => undefined);
    try {
      const reply = await connection.request(request);
      if (reply.status === "done") return reply.value;
      // The keychain's service may have been restarted, and the host holds a connection to the old one.
      connection.renew();
      throw keytarFailure(reply);
    } finally {
      answered.abort();
    }
  };

  return {
    name: "The keychain",
    async get(account) {
      const value = await call({ method: "get", account });
      return typeof value === "string" ? value : undefined;
    },
    async set(account, value) {
      await call({ method: "set", account, value });
    },
    async delete(account) {
      return (await call({ method: "delete", account })) === true;
    },
    prepare: () => connection.prepare(),
    async close() {
      const ended = connection.end(new KeyStoreError("unavailable", CLOSED));
      await within(timeoutMs, ended);
    },
  };
}

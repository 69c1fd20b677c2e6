/** The keychain of a Linux desktop: the freedesktop.org Secret Service, asked over D-Bus in this process. */

import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { sessionBusPaths } from "./d-bus-address.ts";
import { connectToBus } from "./d-bus-connection.ts";
import { keychainEnvironment } from "./host-environment.ts";
import { KeyStoreError } from "./key-store.ts";
import type { KeyStore } from "./key-store.ts";
import { CLOSED, frozenFor, LOCKED } from "./keychain-advice.ts";
import { secretServiceFailure } from "./secret-service-failure.ts";
import type { SecretService } from "./secret-service.ts";
import { sharedLine } from "./shared-line.ts";

export interface SecretServiceKeyStoreOptions {
  /** The name under which the keychain shows our items, for example a bundle id. */
  readonly service: string;
  /**
   * How long one call may take, in milliseconds; 4,000 when left out. A person who is asked for a password needs
   * longer: give the store of a sign-in page a minute.
   */
  readonly timeoutMs?: number;
  /** Says where the session bus is: `DBUS_SESSION_BUS_ADDRESS`, `XDG_RUNTIME_DIR`. From `process.env` when left out. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/**
 * Keeps items as keytar does, so that each finds what the other stored. One connection to the session bus is kept and
 * keeps neither the event loop nor the exit of this process waiting; a call that exceeds its time closes it. Secrets are
 * encrypted on their way. A locked keychain asks the person for the password if it can.
 */
export function secretServiceKeyStore(options: SecretServiceKeyStoreOptions): KeyStore {
  const { service, timeoutMs = 4_000, clock = systemClock } = options;
  const line = sharedLine(service, () =>
    connectToBus(sessionBusPaths(options.environment ?? keychainEnvironment())),
  );

  const expired = ({ isPrompting }: SecretService): KeyStoreError =>
    isPrompting ? new KeyStoreError("locked", LOCKED) : new KeyStoreError("frozen", frozenFor(timeoutMs));

  const call = async <Result>(work: (service: SecretService) => Promise<Result>): Promise<Result> => {
    const settled = new AbortController();
    clock
      .sleep(timeoutMs, settled.signal)
      .then(() => line.close(expired))
      .catch(() => undefined);
    try {
      return await line.use(work);
    } catch (error) {
      throw secretServiceFailure(error);
    } finally {
      settled.abort();
    }
  };

  return {
    name: "The keychain",
    get: (account) => call((items) => items.get(account)),
    set: (account, value) => call((items) => items.set(account, value)),
    delete: (account) => call((items) => items.delete(account)),
    prepare: () => line.prepare(),
    close: () => line.close(() => new KeyStoreError("unavailable", CLOSED)),
  };
}

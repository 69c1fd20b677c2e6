/** One connection to the Secret Service for all calls of a key store, replaced when it is no longer good. */

import type { DBusConnection } from "./d-bus-connection.ts";
import { KeyStoreError } from "./key-store.ts";
import { CLOSED } from "./keychain-advice.ts";
import { secretService } from "./secret-service.ts";
import type { SecretService } from "./secret-service.ts";

export interface SharedLine {
  /** Connects ahead of the first use. */
  prepare(): void;
  /** Runs `work`; a second time on a new connection when it failed on one that others had used before. */
  use<Result>(work: (service: SecretService) => Promise<Result>): Promise<Result>;
  /** Ends the connection; what waits on it rejects with the reason. */
  close(reason: (service: SecretService) => KeyStoreError): Promise<void>;
}

interface Line {
  readonly connection: DBusConnection;
  readonly service: SecretService;
  users: number;
}

export function sharedLine(service: string, connect: () => Promise<DBusConnection>): SharedLine {
  let current: Promise<Line> | undefined;

  const open = async (): Promise<Line> => {
    const connection = await connect();
    return { connection, service: secretService(connection, service), users: 0 };
  };
  const forget = (opened: Promise<Line>): void => {
    if (current === opened) current = undefined;
  };
  const line = (): Promise<Line> => {
    if (current !== undefined) return current;
    const opening = open();
    opening.catch(() => forget(opening));
    return (current = opening);
  };

  const use = async <Result>(work: (service: SecretService) => Promise<Result>): Promise<Result> => {
    const isFirst = current === undefined;
    const opened = line();
    const used = await opened;
    used.users += 1;
    try {
      return await work(used.service);
    } catch (error) {
      forget(opened);
      if (isFirst || error instanceof KeyStoreError) throw error;
    } finally {
      used.users -= 1;
      const isRetired = current !== opened && used.users === 0;
      if (isRetired) used.connection.close(new KeyStoreError("unavailable", CLOSED));
    }
    // The keychain's service may have been restarted, and does not know the session of the one before.
    return use(work);
  };

  return {
    prepare: () => void line(),
    use,
    async close(reason) {
      const closing = current;
      current = undefined;
      await closing?.then(
        ({ connection, service }) => connection.close(reason(service)),
        () => undefined,
      );
    },
  };
}

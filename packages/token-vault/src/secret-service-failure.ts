/** What failures on the way to the Secret Service mean. */

import { DBusConnectionError, DBusError } from "./d-bus-connection.ts";
import { KeyStoreError } from "./key-store.ts";
import { FAILED, LOCKED, NO_LOGIN_KEYRING, NO_SERVICE, REFUSED_ACCESS } from "./keychain-advice.ts";

const BUS_ERROR = "org.freedesktop.DBus.Error.";
const SECRET_ERROR = "org.freedesktop.Secret.Error.";

type Meaning = readonly [state: KeyStoreError["state"], advice: string];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  [`${SECRET_ERROR}IsLocked`, ["locked", LOCKED]],
  // The only objects that are asked for without having been found are of the default collection.
  [`${SECRET_ERROR}NoSuchObject`, ["unavailable", NO_LOGIN_KEYRING]],
  [`${BUS_ERROR}UnknownObject`, ["unavailable", NO_LOGIN_KEYRING]],
  [`${BUS_ERROR}UnknownMethod`, ["unavailable", NO_LOGIN_KEYRING]],
  [`${BUS_ERROR}ServiceUnknown`, ["unavailable", NO_SERVICE]],
  [`${BUS_ERROR}NameHasNoOwner`, ["unavailable", NO_SERVICE]],
  // A policy of the bus, as in a sandbox of Flatpak.
  [`${BUS_ERROR}AccessDenied`, ["denied", REFUSED_ACCESS]],
] as const);

/** Any failure as a {@link KeyStoreError}, with itself as the cause. */
export function secretServiceFailure(cause: unknown): KeyStoreError {
  if (cause instanceof KeyStoreError) return cause;
  const [state, advice] = meaningOf(cause);
  return new KeyStoreError(state, advice, { cause });
}

function meaningOf(cause: unknown): Meaning {
  if (cause instanceof DBusConnectionError) return ["unavailable", NO_SERVICE];
  const known = cause instanceof DBusError ? MEANINGS.get(cause.dbusName) : undefined;
  if (known !== undefined) return known;
  const isUnstartable = cause instanceof DBusError && cause.dbusName.startsWith(`${BUS_ERROR}Spawn.`);
  return ["unavailable", isUnstartable ? NO_SERVICE : FAILED];
}

/** What keytar's messages mean. Measured on Linux; see the table of the README. */

import { KeyStoreError } from "./key-store.ts";
import { FAILED, LOCKED, NO_LOGIN_KEYRING, NO_SERVICE, REFUSED_ACCESS } from "./keychain-advice.ts";
import type { HostReply } from "./keytar-protocol.ts";

type Failure = Extract<HostReply, { status: "failed" }>;
type State = KeyStoreError["state"];

const INSTALL =
  "On Debian: apt-get install -y --no-install-recommends libsecret-1-dev build-essential python3 pkg-config && npm rebuild keytar";

/** The first that matches decides. keytar gives no codes, only the text of the layer below. */
const MEANINGS: readonly (readonly [pattern: RegExp, state: State, advice: string])[] = [
  [/locked collection|is locked|at path ['"“]?\/['"”]?$|interaction is not allowed/i, "locked", LOCKED],
  [/at path .*\/collection\/login/i, "unavailable", NO_LOGIN_KEYRING],
  [
    /dismissed|cancell?ed|access ?denied|access is denied|not permitted|passphrase you entered is not correct|authorization/i,
    "denied",
    REFUSED_ACCESS,
  ],
  [
    /autolaunch|dbus-launch|not provided by any|could not connect|no such file|connection is closed/i,
    "unavailable",
    NO_SERVICE,
  ],
];

export function keytarFailure({ during, message }: Failure): KeyStoreError {
  const cause = new Error(message);
  if (during === "load") {
    const text = `The keychain module keytar is not installed or was not built. ${INSTALL}`;
    return new KeyStoreError("unavailable", text, { cause });
  }
  const meaning = MEANINGS.find(([pattern]) => pattern.test(message));
  if (meaning !== undefined) return new KeyStoreError(meaning[1], meaning[2], { cause });
  return new KeyStoreError("unavailable", FAILED, {
    cause,
  });
}

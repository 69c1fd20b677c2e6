/** What keytar's messages mean. Measured on Linux; see the table of the README. */

import { KeyStoreError } from "./key-store.ts";
import type { HostReply } from "./keytar-protocol.ts";

type Failure = Extract<HostReply, { status: "failed" }>;
type State = KeyStoreError["state"];

const INSTALL =
  "On Debian: apt-get install -y --no-install-recommends libsecret-1-dev build-essential python3 pkg-config && npm rebuild keytar";

/** The first that matches decides. keytar gives no codes, only the text of the layer below. */
const MEANINGS: readonly (readonly [pattern: RegExp, state: State, advice: string])[] = [
  [
    /locked collection|is locked|at path ['"“]?\/['"”]?$|interaction is not allowed/i,
    "locked",
    "The keychain is locked. Unlock it with your password and try again.",
  ],
  [
    /at path .*\/collection\/login/i,
    "unavailable",
    "There is no login keyring yet. Sign in to your desktop with a password, or create a default keyring, and try again.",
  ],
  [
    /dismissed|cancell?ed|access ?denied|access is denied|not permitted|passphrase you entered is not correct|authorization/i,
    "denied",
    "Access to the keychain was refused. Try again and allow it.",
  ],
  [
    /autolaunch|dbus-launch|not provided by any|could not connect|no such file|connection is closed/i,
    "unavailable",
    "No keychain service answers in this session. Install and start one (on Linux, for example gnome-keyring) and sign in to your desktop again.",
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
  return new KeyStoreError(
    "unavailable",
    "The keychain refused. Restart it, or your computer, and try again.",
    {
      cause,
    },
  );
}

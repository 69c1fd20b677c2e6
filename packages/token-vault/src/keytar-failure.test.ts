import { expect, test } from "vitest";
import { keytarFailure } from "./keytar-failure.ts";

const ADVICE: Readonly<Record<string, RegExp>> = {
  locked: /is locked\. Unlock it with your password and try again\.$/,
  unavailable: /\. .*(?:Install|Restart|Sign in|create).*again\.$/,
  denied: /was refused\. Try again and allow it\.$/,
};

test.each([
  ["locked", "Cannot create an item in a locked collection"],
  ["locked", "Object does not exist at path “/”"],
  ["locked", "User interaction is not allowed."],
  ["unavailable", "Object does not exist at path “/org/freedesktop/secrets/collection/login”"],
  ["unavailable", "Cannot autolaunch D-Bus without X11 $DISPLAY"],
  ["unavailable", 'Failed to execute child process "dbus-launch" (No such file or directory)'],
  ["unavailable", "The name org.freedesktop.secrets was not provided by any .service files"],
  ["unavailable", "Could not connect: Connection refused"],
  ["unavailable", "a message that nobody has seen before"],
  ["denied", "Prompt was dismissed"],
  ["denied", "User canceled the operation."],
  ["denied", "The user name or passphrase you entered is not correct."],
  ["denied", "Access is denied."],
])("%s: %s", (state, message) => {
  const error = keytarFailure({ id: 1, status: "failed", during: "call", message });
  expect(error).toMatchObject({ name: "KeyStoreError", state, cause: new Error(message) });
  // What happened, then what to do.
  expect(error.message).toMatch(ADVICE[state] ?? /never/);
});

import { expect, test } from "vitest";
import { DBusConnectionError, DBusError } from "./d-bus-connection.ts";
import { KeyStoreError } from "./key-store.ts";
import { secretServiceFailure } from "./secret-service-failure.ts";

const ADVICE: Readonly<Record<string, RegExp>> = {
  locked: /is locked\. Unlock it with your password and try again\.$/,
  unavailable: /\. .*(?:Install|Restart|Sign in|create).*again\.$/,
  denied: /was refused\. Try again and allow it\.$/,
};

test.each([
  ["locked", "org.freedesktop.Secret.Error.IsLocked"],
  ["unavailable", "org.freedesktop.Secret.Error.NoSuchObject"],
  ["unavailable", "org.freedesktop.DBus.Error.UnknownObject"],
  ["unavailable", "org.freedesktop.DBus.Error.ServiceUnknown"],
  ["unavailable", "org.freedesktop.DBus.Error.Spawn.ChildExited"],
  ["unavailable", "org.freedesktop.DBus.Error.NoReply"],
  ["unavailable", "an.error.that.nobody.has.seen"],
  ["unavailable", "constructor"],
  ["denied", "org.freedesktop.DBus.Error.AccessDenied"],
])("%s: %s", (state, name) => {
  const cause = new DBusError(name, "text");
  const error = secretServiceFailure(cause);
  expect(error).toMatchObject({ name: "KeyStoreError", state, cause });
  // What happened, then what to do.
  expect(error.message).toMatch(ADVICE[state] ?? /never/);
});

test("what is not an answer of the bus has no service behind it, or is a failure of the service", () => {
  expect(secretServiceFailure(new DBusConnectionError("gone")).message).toContain("Install and start one");
  expect(secretServiceFailure(new TypeError("no such thing")).message).toContain("The keychain refused");
  const own = new KeyStoreError("frozen", "said already");
  expect(secretServiceFailure(own)).toBe(own);
});

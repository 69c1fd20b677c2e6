import { REDACTED, secret } from "@latchkey/secret";
import { expectNoLeak, expectSecret } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { decodePayload, encodePayload } from "./record-payload.ts";
import type { VaultEntry } from "./vault-types.ts";

const entryOf = (token: string): VaultEntry => ({ secrets: { token: secret(token) }, metadata: {} });

test("an entry comes back as it was, secrets as Secrets", () => {
  const entry = {
    secrets: { a: secret("one"), b: secret("zwei €\ud83d\udd11") },
    metadata: { at: "2026", empty: "" },
  };
  const decoded = decodePayload(encodePayload(entry));
  expectSecret(decoded?.secrets["a"], "one");
  expectSecret(decoded?.secrets["b"], "zwei €\ud83d\udd11");
  expect(decoded?.metadata).toEqual({ at: "2026", empty: "" });
});

test("a field named like a part of every object is only a field", () => {
  const secrets = Object.fromEntries([["__proto__", secret("value")]]);
  const decoded = decodePayload(encodePayload({ secrets, metadata: {} }));
  expect(Object.keys(decoded?.secrets ?? {})).toEqual(["__proto__"]);
});

test.each([
  ["a secret that is the marker", { secrets: { token: secret(REDACTED) }, metadata: {} }],
  ["a secret that holds the marker", { secrets: { token: secret(`Bearer ${REDACTED}`) }, metadata: {} }],
  [
    "metadata into which a secret was printed",
    { secrets: {}, metadata: { note: `${secret("x").toString()}!` } },
  ],
])("refuses %s", (_, entry) => {
  expect(() => encodePayload(entry)).toThrow(expect.objectContaining({ code: "VAULT_REDACTED_VALUE" }));
});

test("a secret of 64 KiB fits, one byte more is refused without showing it", () => {
  const largest = "x".repeat(64 * 1024);
  expectSecret(decodePayload(encodePayload(entryOf(largest)))?.secrets["token"], largest);
  const encode = (): unknown => encodePayload(entryOf(`${largest}y`));
  expect(encode).toThrow(expect.objectContaining({ code: "VAULT_TOO_LARGE" }));
  expect(encode).not.toThrow("xxxx");
});

test("the size of a secret counts in bytes of UTF-8", () => {
  const entry = entryOf("€".repeat(30 * 1024));
  expect(() => encodePayload(entry)).toThrow(expect.objectContaining({ code: "VAULT_TOO_LARGE" }));
});

test("an entry above 1 MiB is refused, whatever it consists of", () => {
  const secrets = Object.fromEntries(
    Array.from({ length: 17 }, (_, i) => [`s${i}`, secret("x".repeat(64 * 1024))]),
  );
  for (const entry of [
    { secrets, metadata: {} },
    { secrets: {}, metadata: { big: "x".repeat(1024 * 1024) } },
  ])
    expect(() => encodePayload(entry)).toThrow(expect.objectContaining({ code: "VAULT_TOO_LARGE" }));
});

test("a bare string in place of a Secret is refused without showing it", () => {
  const entry = { secrets: { token: "aoaBARE" }, metadata: {} } as unknown as VaultEntry;
  let thrown: unknown;
  try {
    encodePayload(entry);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    code: "VAULT_INVALID_ARGUMENT",
    message: "secrets.token must be a Secret.",
  });
  expectNoLeak(thrown, "aoaBARE");
});

test("metadata that is no string is refused", () => {
  const entry = { secrets: {}, metadata: { at: new Date(0) } } as unknown as VaultEntry;
  expect(() => encodePayload(entry)).toThrow("metadata.at must be a string.");
});

test.each(["", "{", "null", "[]", "{}", '{"secrets":{},"metadata":[]}', '{"secrets":{"a":1},"metadata":{}}'])(
  "decodes nothing from %s",
  (text) => {
    expect(decodePayload(Buffer.from(text))).toBeUndefined();
  },
);

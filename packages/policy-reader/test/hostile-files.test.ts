/** Files that nobody writes by hand: each gets a diagnostic with file and reason, none is taken for no policy. */
import { buildBinary } from "plist";
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import { decodePolicy } from "../src/decode/decode-policy.ts";
import type { PolicyDiagnosticCode } from "../src/policy-types.ts";
import { describePolicy } from "../src/describe-policy.ts";
import { readPolicy } from "../src/read-policy.ts";
import {
  BEDROCK,
  dictionaryXml,
  encode,
  FORMATS,
  memorySource,
  plistXml,
  POLICY_KEY,
  profileXml,
  reg,
  regLines,
  SIGN_IN,
  text,
} from "./support.ts";

/** `{ "a": [ the list itself ] }` */
function cyclicPlist(): Uint8Array {
  const objects = [0xd1, 1, 2, 0x51, 0x61, 0xa1, 2];
  const offsets = [8, 11, 13];
  const trailer = Buffer.alloc(32);
  trailer.writeUInt8(1, 6);
  trailer.writeUInt8(1, 7);
  trailer.writeBigUInt64BE(3n, 8);
  trailer.writeBigUInt64BE(BigInt(8 + objects.length), 24);
  return new Uint8Array(Buffer.concat([text("bplist00"), Buffer.from([...objects, ...offsets]), trailer]));
}

const MEBIBYTE = 1024 * 1024;
const KEY = "inferenceProvider";

const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const fillTo = (size: number, start: string): Uint8Array => {
  const bytes = new Uint8Array(size).fill(0x20);
  bytes.set(text(start));
  return bytes;
};
const many = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`key${"abcdefghij"[index % 10]}${index}`, "v"]),
  );

const CORPUS: readonly (readonly [name: string, bytes: Uint8Array, code: PolicyDiagnosticCode])[] = [
  ["an empty file", bytesOf(), "unrecognised-format"],
  ["one NUL", bytesOf(0), "unrecognised-format"],
  ["NULs", new Uint8Array(4096), "unrecognised-format"],
  ["a JSON text with a NUL", text('{"a":"\u0000"}'), "malformed-file"],
  [
    "a byte inside a JSON text that is not UTF-8",
    bytesOf(...text('{"a":"'), 0xff, ...text('"}')),
    "malformed-file",
  ],
  ["JSON in UTF-16", new Uint8Array(Buffer.from('\ufeff{"a":1}', "utf16le")), "malformed-file"],
  ["2 MiB of JSON", text(`{"a":"${"x".repeat(2 * MEBIBYTE)}"}`), "file-too-large"],
  ["10 MiB of JSON", fillTo(10 * MEBIBYTE, "{"), "file-too-large"],
  ["10 MiB of XML", fillTo(10 * MEBIBYTE, "<plist>"), "file-too-large"],
  ["10 MiB of binary", fillTo(10 * MEBIBYTE, "bplist00"), "file-too-large"],
  ["10 MiB of .reg", fillTo(10 * MEBIBYTE, "REGEDIT4"), "file-too-large"],
  ["2 MiB of .reg", reg(regLines({ a: "x".repeat(MEBIBYTE) })), "file-too-large"],
  ["deep JSON", text("[".repeat(500_000).replace("[", '{"a":')), "malformed-file"],
  ["deep XML", text(plistXml("<array>".repeat(100_000))), "malformed-file"],
  ["duplicate JSON keys", text(`{"${KEY}":"bedrock","${KEY}":"vertex"}`), "duplicate-key"],
  [
    "duplicate plist keys",
    text(plistXml(`<dict><key>a</key><true/><key>a</key><true/></dict>`)),
    "duplicate-key",
  ],
  ["duplicate registry names", reg(regLines({ a: "1", A: "2" })), "duplicate-key"],
  [
    "entity expansion",
    text(`<!DOCTYPE plist [<!ENTITY a "${"x".repeat(100)}">]><plist><string>&a;</string></plist>`),
    "malformed-file",
  ],
  [
    "an external entity",
    text('<!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]><plist/>'),
    "malformed-file",
  ],
  ["a cycle in a binary plist", cyclicPlist(), "malformed-file"],
  ["too many lines of .reg", text(`REGEDIT4${"\n".repeat(20_000)}`), "too-many-keys"],
  ["too many sections of .reg", reg("[A]\n".repeat(10_001)), "too-many-keys"],
  ["too many comments in XML", text(plistXml("<!---->".repeat(10_001))), "too-many-keys"],
  ["too many JSON keys", text(JSON.stringify(many(1001))), "too-many-keys"],
  ["too many keys inside a binary plist", new Uint8Array(buildBinary({ a: many(1001) })), "too-many-keys"],
  ["too many plist keys", encode("binary-plist", many(1001)), "too-many-keys"],
  ["a signed profile", bytesOf(0x30, 0x82, 0x0b, 0xb8, 0x06, 0x09, 0x2a), "signed-profile"],
  ["a signed profile of unknown length", bytesOf(0x30, 0x80, 0x06, 0x09), "signed-profile"],
  ["a signed profile as text", text("-----BEGIN PKCS7-----\nMIIF\n"), "signed-profile"],
  ["UTF-16 without a mark as .reg", reg(POLICY_KEY).subarray(2), "malformed-file"],
  ["UTF-8 with a mark as .reg", text(`\ufeffWindows Registry Editor Version 5.00\r\n`), "malformed-file"],
  ["a raw line feed in a value", reg(`${POLICY_KEY}\n"a"="x\ny"\n`), "malformed-file"],
  ["half a UTF-16 character", reg(POLICY_KEY).subarray(0, -1), "malformed-file"],
  [
    "somebody else's profile",
    text(profileXml("<dict><key>PayloadType</key><string>x</string></dict>")),
    "nothing-for-this-product",
  ],
  ["a web page", text("<!DOCTYPE html><html><body>Sign in</body></html>"), "malformed-file"],
];

/** One MiB that is expensive to read badly. */
const EXPENSIVE: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["spaces after a dword", reg(`${POLICY_KEY}\n"a"=dword:1${" ".repeat(500_000)}x\n`)],
  ["spaces in a tag", text(`<plist><dict${" ".repeat(1_000_000)}x`)],
  ["open comments", text(`<plist>${"<!--".repeat(250_000)}`)],
  ["a long list of bytes", reg(`${POLICY_KEY}\n"a"=hex:${"61,".repeat(170_000)}\n`)],
  ["continuations", reg(`${POLICY_KEY}\n"a"=hex:${"61,\\\n  ".repeat(60_000)}61\n`)],
  [
    "unknown keys",
    text(
      JSON.stringify(
        Object.fromEntries(
          Object.keys(many(1000)).map((key) => [`inferenceBedrockRe${key}`, "x".repeat(1000)]),
        ),
      ),
    ),
  ],
  ["escapes", text(`{"a":"${String.raw`\u0061`.repeat(170_000)}"}`)],
  ["ampersands", text(plistXml(`<string>${"&amp;".repeat(200_000)}</string>`))],
];

describe("hostile files", () => {
  it.each(CORPUS)("%s", async (_, bytes, code) => {
    const snapshot = await readPolicy([memorySource(bytes, "hostile-file")]);
    expect(snapshot).toMatchObject({
      status: "malformed",
      diagnostics: [{ severity: "error", code, source: "hostile-file" }],
    });
    expect(snapshot.diagnostics[0]?.message).toMatch(/^hostile-file: ./);
    expect(decideAuthMode(snapshot).mode).toBe("config-error");
  });

  it("__proto__ is an unknown key and touches no prototype", async () => {
    for (const bytes of [
      text(`{"__proto__":{"inferenceProvider":"bedrock"},"constructor":"x","${KEY}":"bedrock"}`),
      text(plistXml(dictionaryXml({ __proto__x: "x", constructor: "x", toString: "x", [KEY]: "bedrock" }))),
      reg(regLines({ ["__proto__"]: "x", constructor: "x", hasOwnProperty: "x", [KEY]: "bedrock" })),
    ]) {
      const snapshot = await readPolicy([memorySource(bytes)]);
      expect(snapshot.entries.filter(({ status }) => status === "ok").map(({ key }) => key)).toEqual([KEY]);
      expect(snapshot.entries.every(({ key, status }) => key === KEY || status === "unknown-key")).toBe(true);
    }
    expect(({} as Record<string, unknown>)[KEY]).toBeUndefined();
  });

  it("half of a UTF-16 character in a value makes that value unusable, and nothing else", async () => {
    const half = "Role\ud800";
    for (const bytes of [
      text(`{"inferenceBedrockProfile":"Role\\ud800"}`),
      encode("binary-plist", { inferenceBedrockProfile: half }),
      reg(`${POLICY_KEY}\n"inferenceBedrockProfile"=hex(1):52,00,00,d8,00,00\n`),
    ]) {
      const snapshot = await readPolicy([memorySource(bytes)]);
      expect(snapshot).toMatchObject({ status: "read", entries: [{ status: "malformed" }] });
      expect(() => JSON.stringify(describePolicy(snapshot, decideAuthMode(snapshot)))).not.toThrow();
    }
  });

  it("a NUL in a value makes that value unusable, or ends it, with a warning", async () => {
    for (const bytes of [
      text(`{"inferenceBedrockProfile":"a\\u0000b"}`),
      encode("binary-plist", { inferenceBedrockProfile: "a\0b" }),
    ]) {
      const { entries } = await readPolicy([memorySource(bytes)]);
      expect(entries).toMatchObject([{ status: "malformed", diagnostics: [{ code: "control-characters" }] }]);
    }
    const snapshot = await readPolicy([
      memorySource(reg(`${POLICY_KEY}\n"inferenceBedrockProfile"="a\0b"\n`)),
    ]);
    expect(snapshot).toMatchObject({
      entries: [{ value: "a" }],
      diagnostics: [{ code: "truncated-at-nul" }],
    });
  });

  it.each(["json", "xml-plist", "mobileconfig", "binary-plist"] as const)(
    "%s cut off after any byte is refused",
    (format) => {
      const bytes = encode(format, { ...BEDROCK, ...SIGN_IN });
      const end =
        format === "binary-plist" ? bytes.length : Buffer.from(bytes).toString("latin1").trimEnd().length;
      for (let length = 0; length < end; length++) {
        expect(decodePolicy(bytes.subarray(0, length), { name: "cut" }).status, `${length} bytes`).toBe(
          "malformed",
        );
      }
      expect(decodePolicy(bytes, { name: "whole" }).status).toBe("read");
    },
  );

  it(".reg cut off after any byte is refused, or holds a beginning of the values", () => {
    const settings = { ...BEDROCK, ...SIGN_IN };
    const bytes = encode("reg", settings);
    const expected = Object.entries(settings);
    for (let length = 0; length < bytes.length; length++) {
      const policy = decodePolicy(bytes.subarray(0, length), { name: "cut" });
      if (policy.status === "malformed") continue;
      const found = policy.entries.map(({ key, value }) => [key, value.type === "string" ? value.text : ""]);
      expect(found).toEqual(expected.slice(0, found.length));
    }
  });

  it.each(FORMATS)("%s with any one byte changed never throws and never shows as absent", async (format) => {
    const bytes = encode(format, { ...BEDROCK, ...SIGN_IN });
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(["read", "malformed"]).toContain(decodePolicy(changed, { name: "flipped" }).status);
      }
    }
  });

  it.each(EXPENSIVE)("1 MiB of %s is read or refused in well under a second", async (_, bytes) => {
    const start = performance.now();
    const snapshot = await readPolicy([memorySource(bytes)]);
    expect(["read", "malformed"]).toContain(snapshot.status);
    // Quadratic readers need minutes here; the bound only tells the two apart.
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

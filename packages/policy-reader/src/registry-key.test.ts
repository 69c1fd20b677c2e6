import { describe, expect, it } from "vitest";
import { decodePolicy } from "./decode/decode-policy.ts";
import { isRegistryKey } from "./registry-key.ts";

describe("a registry key below its hive", () => {
  it.each(["SOFTWARE\\Policies\\Latchkey", "Software", "SOFTWARE\\HKLM", "HKL\\x", 'SOFTWARE\\A & "B"'])(
    "is %j",
    (name) => {
      expect(isRegistryKey(name)).toBe(true);
    },
  );

  it.each([
    "",
    "\\",
    "\\SOFTWARE",
    "SOFTWARE\\",
    "SOFTWARE\\\\Policies",
    "HKLM\\SOFTWARE",
    "hkcu",
    "HKEY_LOCAL_MACHINE\\SOFTWARE",
    "Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE",
    "SOFTWARE\\A]\r\n[HKEY_USERS",
    "SOFTWARE\\a\nb",
  ])("is not %j, and no decoder looks for it", (name) => {
    expect(isRegistryKey(name)).toBe(false);
    expect(() => decodePolicy(new Uint8Array(), { name: "a.reg", registryKey: name })).toThrow(
      "expected registryKey to be a key below the hive",
    );
  });

  it("is decided in no time for a long name", () => {
    expect(isRegistryKey(`${"a\\".repeat(200_000)}\n`)).toBe(false);
  });
});

/** Where each operating system keeps its policy, and which place wins. */
import { userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import {
  linuxPolicySource,
  macosPolicySource,
  managedPolicySources,
  PolicyReaderError,
  readPolicy,
} from "../../src/index.ts";
import { fakeNativeRegistry, HKCU_KEY, HKLM_KEY, texts } from "./fake-registry.ts";

const namesOf = (options: Parameters<typeof managedPolicySources>[0]): readonly (readonly string[])[] =>
  managedPolicySources(options).sources.map(({ name, scope }) => [scope, name]);

describe("the managed sources", () => {
  it("of macOS are the user's and the machine's file, and the user's wins", () => {
    expect(namesOf({ platform: "darwin", userName: "ada" })).toEqual([
      ["user", "/Library/Managed Preferences/ada/dev.latchkey.desktop.plist"],
      ["machine", "/Library/Managed Preferences/dev.latchkey.desktop.plist"],
    ]);
    expect(managedPolicySources({ platform: "darwin" })).toMatchObject({
      precedence: "user-over-machine",
      sources: [{ name: expect.stringContaining(`/${userInfo().username}/`) as string }, {}],
    });
    expect(namesOf({ platform: "darwin", userName: "ada", domain: "com.acme.app", folder: "/m" })).toEqual([
      ["user", "/m/ada/com.acme.app.plist"],
      ["machine", "/m/com.acme.app.plist"],
    ]);
  });

  it("of Windows are both hives, and the machine's hides the user's", async () => {
    expect(namesOf({ platform: "win32" })).toEqual([
      ["machine", HKLM_KEY],
      ["user", HKCU_KEY],
    ]);
    const keys = { [HKLM_KEY]: texts({ a: "" }), [HKCU_KEY]: texts({ inferenceProvider: "bedrock" }) };
    const { sources, precedence } = managedPolicySources({
      platform: "win32",
      loadRegistry: () => fakeNativeRegistry(keys),
    });
    expect(await readPolicy(sources, { precedence })).toMatchObject({
      sources: [{ inForce: true }, { inForce: false }],
    });
  });

  it("of Linux are one file", () => {
    expect(namesOf({ platform: "linux" })).toEqual([["machine", "/etc/latchkey/managed-settings.json"]]);
    expect(namesOf({ platform: "linux", path: "/etc/acme/p.json" })).toEqual([
      ["machine", "/etc/acme/p.json"],
    ]);
  });

  it("do not exist elsewhere", () => {
    expect(() => managedPolicySources({ platform: "aix" })).toThrow(PolicyReaderError);
  });

  it.each(["", ".", "..", "a/b", "../root", "a\0b"])("are never outside their folder: %j", (name) => {
    expect(() => macosPolicySource({ userName: name })).toThrow(PolicyReaderError);
    expect(() => macosPolicySource({ domain: name })).toThrow(PolicyReaderError);
  });

  it.each(["", "policy.json", "./policy.json", "/etc/../tmp/policy.json", "/etc//x", "/etc/"])(
    "have an absolute path: %j",
    (path) => expect(() => linuxPolicySource({ path })).toThrow(PolicyReaderError),
  );
});

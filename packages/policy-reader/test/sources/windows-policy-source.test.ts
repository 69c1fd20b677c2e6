/** The Windows registry as a policy source, over a stand-in for each of its two ways in. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import {
  decideAuthMode,
  PolicyReaderError,
  readPolicy,
  windowsPolicySource,
  type NativeRegistry,
  type PolicyReading,
  type PolicySnapshot,
} from "../../src/index.ts";
import { BEDROCK, encode, SIGN_IN } from "../support.ts";
import {
  binary,
  dword,
  expandable,
  fakeNativeRegistry,
  fakeRegExe,
  HKCU_KEY,
  HKLM_KEY,
  multi,
  qword,
  sz,
  texts,
  type Keys,
  type RegistryValue,
} from "./fake-registry.ts";

const ROLE = "inferenceBedrockSsoRoleName";
const denied = (): never => {
  throw new Error("RegQueryValueExW: 5");
};
const noModule = (): never => {
  throw new Error("Cannot find module 'native-reg'");
};

async function readNative(values: Readonly<Record<string, RegistryValue>>): Promise<PolicyReading> {
  const registry = fakeNativeRegistry({ [HKLM_KEY]: values });
  const reading = await windowsPolicySource({ loadRegistry: () => registry }).read();
  expect(registry.open.size).toBe(0);
  return reading;
}

/** Both hives through one reader. */
async function snapshotOf(keys: Keys, precedence?: "machine-over-user"): Promise<PolicySnapshot> {
  const loadRegistry = (): NativeRegistry => fakeNativeRegistry(keys);
  const sources = (["machine", "user"] as const).map((scope) => windowsPolicySource({ scope, loadRegistry }));
  return readPolicy(sources, precedence === undefined ? {} : { precedence });
}

describe("the registry through native-reg", () => {
  it("gives text and numbers, and names the key as Windows does", async () => {
    const source = windowsPolicySource({ loadRegistry: () => fakeNativeRegistry({}) });
    expect(source).toMatchObject({ name: HKLM_KEY, scope: "machine" });
    expect(await readNative({ [ROLE]: sz("Zoë 😀"), inferenceCredentialHelperTtlSec: dword(60) })).toEqual({
      status: "read",
      format: "reg",
      diagnostics: [],
      entries: [
        { key: ROLE, rawType: "REG_SZ", value: { type: "string", text: "Zoë 😀" } },
        {
          key: "inferenceCredentialHelperTtlSec",
          rawType: "REG_DWORD",
          value: { type: "integer", text: "60" },
        },
      ],
    });
  });

  it("is absent without the key, and read without a value in it", async () => {
    expect(await windowsPolicySource({ loadRegistry: () => fakeNativeRegistry({}) }).read()).toEqual({
      status: "absent",
    });
    expect(await readNative({})).toMatchObject({ status: "read", entries: [] });
  });

  it.each([
    ["without a NUL at the end", sz("Role", ""), "Role"],
    ["with half a character at the end", { type: 1, data: Buffer.from("R\0o\0x") }, "Ro"],
    ["that is empty", { type: 1, data: Buffer.alloc(0) }, ""],
  ])("takes a text %s", async (_, value, text) => {
    expect(await readNative({ [ROLE]: value })).toMatchObject({
      entries: [{ value: { type: "string", text } }],
      diagnostics: [],
    });
  });

  it("warns that the text after a NUL is lost", async () => {
    expect(await readNative({ [ROLE]: sz("Role\0hidden") })).toMatchObject({
      entries: [{ value: { type: "string", text: "Role" } }],
      diagnostics: [{ code: "truncated-at-nul", key: ROLE, source: HKLM_KEY }],
    });
  });

  it("forgets a value that is removed while it reads", async () => {
    const registry = fakeNativeRegistry({ [HKLM_KEY]: texts({ [ROLE]: "Role" }) });
    const loadRegistry = (): NativeRegistry => ({ ...registry, enumValueNames: () => ["gone", ROLE] });
    expect(await windowsPolicySource({ loadRegistry }).read()).toMatchObject({ entries: [{ key: ROLE }] });
  });

  it.each([
    [
      "a thousand and one values",
      Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`v${i}`, sz("")])),
    ],
    ["more than 1 MiB", { [ROLE]: sz("x".repeat(600_000)) }],
  ])("refuses %s", async (_, values) => {
    expect(await readNative(values)).toMatchObject({ status: "malformed" });
  });

  it("closes the key when reading a value fails, and then asks reg.exe", async () => {
    const registry = fakeNativeRegistry({ [HKLM_KEY]: texts({ [ROLE]: "Role" }) });
    const { exec, calls } = fakeRegExe({ [HKLM_KEY]: `"${ROLE}"="Role"` });
    const source = windowsPolicySource({
      loadRegistry: () => ({ ...registry, queryValueRaw: denied }),
      exec,
    });
    expect(await source.read()).toMatchObject({ status: "read" });
    expect(registry.open.size).toBe(0);
    expect(calls).toHaveLength(1);
  });
});

describe("what counts as a policy of the machine", () => {
  const user = { [HKCU_KEY]: texts({ ...BEDROCK, ...SIGN_IN }) };

  it.each([
    ["an empty text", { [ROLE]: sz("") }],
    ["a misspelled name", { inferenceProvder: sz("bedrock") }],
    ["the default value", { "": sz("x") }],
    ["a REG_DWORD", { x: dword(1) }],
    ["a REG_EXPAND_SZ", { x: expandable("%A%") }],
  ])("%s hides the user's policy", async (_, values) => {
    const snapshot = await snapshotOf({ [HKLM_KEY]: values, ...user });
    expect(snapshot.sources).toMatchObject([{ inForce: true }, { name: HKCU_KEY, inForce: false }]);
    expect(snapshot.diagnostics).toContainEqual(expect.objectContaining({ code: "ignored-source" }));
    expect(decideAuthMode(snapshot).mode).toBe("inactive");
  });

  it.each([
    ["a REG_QWORD", { x: qword(1n) }],
    ["a REG_MULTI_SZ", { x: multi("a") }],
    ["a REG_BINARY", { x: binary(1, 2) }],
    ["an empty key", {}],
  ])("%s does not", async (_, values) => {
    const snapshot = await snapshotOf({ [HKLM_KEY]: values, ...user });
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
  });

  it("the values of both hives can be merged, the machine's first", async () => {
    const keys = {
      [HKLM_KEY]: texts({ ...BEDROCK, inferenceBedrockRegion: "eu-west-1" }),
      [HKCU_KEY]: texts({ ...SIGN_IN, inferenceBedrockRegion: "us-east-1" }),
    };
    const decision = decideAuthMode(await snapshotOf(keys, "machine-over-user"));
    expect(decision).toMatchObject({ mode: "aws-sso", bedrock: { region: "eu-west-1" } });
    expect(decideAuthMode(await snapshotOf(keys)).mode).toBe("none");
  });
});

describe("the registry through reg.exe", () => {
  it("is exported by an absolute path and an argument list into a folder that is gone afterwards", async () => {
    using directory = temporaryDirectory();
    const { exec, calls } = fakeRegExe({ [HKLM_KEY]: `"${ROLE}"="Role"\n"n"=dword:00000005` });
    const source = windowsPolicySource({
      loadRegistry: noModule,
      exec,
      systemRoot: String.raw`D:\Windows`,
      temporaryDirectory: directory.path,
    });
    expect(await source.read()).toMatchObject({
      status: "read",
      entries: [{ key: ROLE }, { key: "n", rawType: "REG_DWORD" }],
    });
    expect(calls).toEqual([
      [
        String.raw`D:\Windows\System32\reg.exe`,
        "export",
        HKLM_KEY,
        expect.stringMatching(/latchkey-policy-\w+.policy\.reg$/),
        "/y",
        "/reg:64",
      ],
    ]);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it("keeps the line breaks of a value, as Windows and as Wine write them", async () => {
    const values = `"a"="one\ntwo \\"2\\" C:\\\\n"\n"b"="one\\ntwo"\n"c"=hex(1):61\n"d"=hex(4):01`;
    const { exec } = fakeRegExe({ [HKLM_KEY]: values });
    const reading = await windowsPolicySource({ loadRegistry: noModule, exec }).read();
    if (reading.status !== "read") throw new Error(JSON.stringify(reading));
    const found = reading.entries.map(({ value }) =>
      value.type === "sealed" ? value.text.reveal() : value.type,
    );
    expect(found).toEqual(['one\r\ntwo "2" C:\\n', "one\ntwo", "", "unreadable"]);
  });

  it("is absent when the tool works and the key is missing", async () => {
    const { exec, calls } = fakeRegExe({});
    const source = windowsPolicySource({ scope: "user", loadRegistry: noModule, exec });
    expect(await source.read()).toEqual({ status: "absent" });
    expect(calls.map((call) => call[2])).toEqual([HKCU_KEY, expect.stringContaining("ComputerName")]);
  });

  it.each([
    ["it is forbidden on this machine", async () => ({ exitCode: 1 })],
    ["it says it worked and writes no file", async () => ({ exitCode: 0 })],
    [
      "it fails halfway",
      async (_: string, args: readonly string[]) => {
        writeFileSync(args[2] ?? "", encode("reg", BEDROCK));
        return { exitCode: 5 };
      },
    ],
    ["it ends in an unknown way", async () => ({ exitCode: 5 })],
    [
      "it cannot be started",
      async () => Promise.reject(Object.assign(new Error("spawn"), { code: "ENOENT" })),
    ],
    ["it hangs", async () => Promise.reject(new Error("timed out"))],
  ])("is unreadable, never empty, when %s", async (_, exec) => {
    using directory = temporaryDirectory();
    const source = windowsPolicySource({
      loadRegistry: noModule,
      exec,
      temporaryDirectory: directory.path,
    });
    const snapshot = await readPolicy([source]);
    expect(snapshot).toMatchObject({
      status: "unreadable",
      diagnostics: [{ code: "registry-unreadable", source: HKLM_KEY }],
    });
    expect(snapshot.diagnostics[0]?.message).toMatch(/native-reg: not installed; reg\.exe: ./);
    expect(decideAuthMode(snapshot).mode).toBe("unknown");
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it("is unreadable when there is no folder for the export", async () => {
    const { exec } = fakeRegExe({ [HKLM_KEY]: "" });
    const temporaryDirectory = "/nowhere/at/all";
    expect(existsSync(temporaryDirectory)).toBe(false);
    const source = windowsPolicySource({ loadRegistry: noModule, exec, temporaryDirectory });
    expect(await source.read()).toMatchObject({ status: "unreadable" });
  });

  it("stops with the caller's own reason", async () => {
    const reason = new Error("closing");
    const { exec } = fakeRegExe({});
    const source = windowsPolicySource({ loadRegistry: noModule, exec });
    await expect(source.read({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("a Windows source", () => {
  it.each([
    { registryKey: "" },
    { registryKey: String.raw`HKLM\SOFTWARE\Policies\Latchkey` },
    { registryKey: String.raw`Computer\HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Latchkey` },
    { registryKey: "hkey_current_user" },
    { registryKey: "SOFTWARE\\Policies\\Latchkey\\" },
    { registryKey: "SOFTWARE\\\\Latchkey" },
    { systemRoot: "" },
    { temporaryDirectory: "" },
  ])("refuses %j", (options) => {
    expect(() => windowsPolicySource(options)).toThrow(PolicyReaderError);
  });

  it.skipIf(process.platform === "win32")(
    "with nothing injected is unreadable off Windows, without a throw",
    async () => {
      expect(await windowsPolicySource({ systemRoot: "/nowhere" }).read()).toMatchObject({
        status: "unreadable",
        diagnostics: [{ code: "registry-unreadable" }],
      });
    },
  );
});

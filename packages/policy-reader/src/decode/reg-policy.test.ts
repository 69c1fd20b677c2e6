import { describe, expect, it } from "vitest";
import { POLICY_KEY, reg, regLines, text } from "../../test/support.ts";
import { decodePolicy, type DecodedPolicy } from "./decode-policy.ts";
import type { RawValue } from "./raw-value.ts";

const decode = (bytes: Uint8Array): DecodedPolicy => decodePolicy(bytes, { name: "acme.reg" });

const valuesOf = (policy: DecodedPolicy): Record<string, RawValue> =>
  policy.status === "read" ? Object.fromEntries(policy.entries.map(({ key, value }) => [key, value])) : {};

const values = (lines: string): Record<string, RawValue> =>
  valuesOf(decode(reg(`${POLICY_KEY}\n${lines}\n`)));

/** Values of a type that no policy reads. */
const invisible = (count: number): string =>
  Array.from({ length: count }, (_, index) => `"v${index}"=hex(7):00,00`).join("\n");

const ROLE = "inferenceBedrockSsoRoleName";

describe(".reg files", () => {
  it.each([
    ["plain text", `"${ROLE}"="BedrockInference"`, "BedrockInference"],
    ["escaped quotes and backslashes", String.raw`"${ROLE}"="a\"b\\c\\"`, String.raw`a"b\c` + "\\"],
    ["accents and emoji", `"${ROLE}"="Zoë 😀"`, "Zoë 😀"],
    ["an empty text", `"${ROLE}"=""`, ""],
    ["spaces around the equals sign and a comment", `  "${ROLE}" = "x" ; why`, "x"],
    ["a semicolon inside the text", `"${ROLE}"="a;b"`, "a;b"],
    ["hex(1) with a terminator", `"${ROLE}"=hex(1):61,00,0a,00,62,00,00,00`, "a\nb"],
    ["hex(1) over several lines", `"${ROLE}"=hex(1):61,00,\\\n  62,00,\\\n  00,00`, "ab"],
  ])("read %s", (_, line, expected) => {
    expect(values(line)[ROLE]).toEqual({ type: "string", text: expected });
  });

  it.each([
    ["dword", '"inferenceCredentialHelperTtlSec"=dword:0000000a', "10"],
    ["upper-case digits", '"inferenceCredentialHelperTtlSec"=dword:FFFFFFFF', "4294967295"],
    ["hex(4)", '"inferenceCredentialHelperTtlSec"=hex(4):0a,00,00,00', "10"],
  ])("read a number from %s", (_, line, expected) => {
    expect(values(line)["inferenceCredentialHelperTtlSec"]).toEqual({ type: "integer", text: expected });
  });

  it("delete lines take back what the file set before", () => {
    expect(values(`"${ROLE}"="old"\n"${ROLE}"=-`)).toEqual({});
    expect(values(`"${ROLE}"="old"\n"${ROLE.toLowerCase()}"=-\n"${ROLE}"="new"`)).toEqual({
      [ROLE]: { type: "string", text: "new" },
    });
  });

  it("deleting the key, or a key above it, takes back everything", () => {
    const set = `"${ROLE}"="old"\n`;
    expect(values(`${set}[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]`)).toEqual({});
    expect(values(`${set}[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]`)).toEqual({});
  });

  it("a removal file is a policy without values, not a broken one", () => {
    expect(decode(reg("[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]\n"))).toMatchObject({
      status: "read",
      entries: [],
    });
  });

  it("compare section names without case and accept LF line ends", () => {
    const content = `\ufeffWindows Registry Editor Version 5.00\n\n[hkey_local_machine\\software\\POLICIES\\latchkey]\n"${ROLE}"="x"`;
    expect(valuesOf(decode(new Uint8Array(Buffer.from(content, "utf16le"))))).toHaveProperty(ROLE);
  });

  it("leave other keys alone and warn about keys below ours", () => {
    const other = `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\n"${ROLE}"="theirs"\n\n`;
    const below = `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey\\Deep]\n"${ROLE}"="deep"\n`;
    const policy = decode(reg(`${other}${below}${regLines({ [ROLE]: "ours" })}`));
    expect(valuesOf(policy)).toEqual({ [ROLE]: { type: "string", text: "ours" } });
    expect(policy.diagnostics).toMatchObject([{ code: "subkey-ignored" }]);
  });

  it("the machine's values hide the user's in one file, and a warning says so", () => {
    const user = regLines({ [ROLE]: "user" }, "[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Latchkey]");
    const policy = decode(reg(`${user}\n${regLines({ inferenceProvider: "bedrock" })}`));
    expect(Object.keys(valuesOf(policy))).toEqual(["inferenceProvider"]);
    expect(policy.diagnostics).toMatchObject([{ code: "other-hive-ignored" }]);
    expect(valuesOf(decode(reg(user)))).toHaveProperty(ROLE);
  });

  it.each([
    ["REG_MULTI_SZ", "hex(7):61,00,00,00,00,00"],
    ["REG_BINARY", "hex:61"],
    ["REG_QWORD", "hex(b):01,00,00,00,00,00,00,00"],
    ["a registry type without text", "hex(ffff000d):00"],
  ])("%s is never read, and a warning says so", (name, value) => {
    const policy = decode(reg(`${POLICY_KEY}\n"inferenceModels"=${value}\n`));
    expect(policy).toMatchObject({
      status: "read",
      entries: [],
      diagnostics: [
        { code: "invisible-registry-type", key: "inferenceModels", message: expect.stringContaining(name) },
      ],
    });
  });

  it("REG_EXPAND_SZ counts as a value whose content nobody sees", () => {
    expect(values(`"${ROLE}"=hex(2):61,00,00,00`)[ROLE]).toEqual({ type: "unreadable" });
  });

  it("text ends at a NUL, and a warning says so", () => {
    const policy = decode(reg(`${POLICY_KEY}\n"${ROLE}"=hex(1):61,00,00,00,62,00,00,00\n`));
    expect(valuesOf(policy)[ROLE]).toEqual({ type: "string", text: "a" });
    expect(policy.diagnostics).toMatchObject([{ code: "truncated-at-nul", key: ROLE }]);
  });

  it("the unnamed default value counts as a value", () => {
    expect(Object.keys(values('@="x"'))).toEqual(["(default value)"]);
  });

  it.each([
    ["a line break inside a text", `"${ROLE}"="one\ntwo"`, "a line break drops the whole value"],
    ["a single backslash", String.raw`"${ROLE}"="C:\helper.exe"`, "single backslash"],
    ["text after the closing quote", `"${ROLE}"="a"b"`, "nothing after the closing quote"],
    ["no equals sign", `"${ROLE}" "a"`, "an equals sign"],
    ["an unquoted value", `"${ROLE}"=a`, 'expected "text", dword:'],
    ["a bad dword", `"${ROLE}"=dword:xyz`, 'expected "text", dword:'],
    ["bytes without commas", `"${ROLE}"=hex(1):6100`, "two hexadecimal digits"],
    ["half a character", `"${ROLE}"=hex(1):61`, "an even number of bytes"],
    ["a list that ends early", `"${ROLE}"=hex(1):61,00,\\`, "two hexadecimal digits"],
  ])("refuse %s and name key, line and reason", (_, line, reason) => {
    const policy = decode(reg(`${POLICY_KEY}\n${line}\n`));
    expect(policy).toMatchObject({ status: "malformed", diagnostics: [{ key: ROLE, source: "acme.reg" }] });
    expect(policy.diagnostics[0]?.message).toMatch(/line 4/);
    expect(policy.diagnostics[0]?.message).toContain(reason);
  });

  it("refuse one name twice, in any case", () => {
    const policy = decode(reg(regLines({ [ROLE]: "a", [ROLE.toUpperCase()]: "b" })));
    expect(policy).toMatchObject({ status: "malformed", diagnostics: [{ code: "duplicate-key" }] });
  });

  it("refuse more values than a policy has, also of types that nobody reads", () => {
    expect(decode(reg(`${POLICY_KEY}\n${invisible(1000)}\n`))).toMatchObject({ status: "read", entries: [] });
    expect(decode(reg(`${POLICY_KEY}\n${invisible(1001)}\n`))).toMatchObject({ status: "malformed" });
  });

  it("refuse a file without a section for the product", () => {
    expect(decode(reg('[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\n"a"="b"\n'))).toMatchObject({
      status: "malformed",
      diagnostics: [{ code: "nothing-for-this-product" }],
    });
  });
});

describe("encodings of .reg files", () => {
  const body = `${POLICY_KEY}\r\n"${ROLE}"="Zoë"\r\n`;

  it("UTF-8 without a mark is read in the ANSI code page, as an import does, with a warning", () => {
    const policy = decode(text(`Windows Registry Editor Version 5.00\r\n\r\n${body}`));
    expect(valuesOf(policy)[ROLE]).toEqual({ type: "string", text: "ZoÃ«" });
    expect(policy.diagnostics).toMatchObject([{ severity: "warning", code: "not-utf-16" }]);
  });

  it("UTF-8 with a mark is refused, as an import does", () => {
    const policy = decode(text(`\ufeffWindows Registry Editor Version 5.00\r\n\r\n${body}`));
    expect(policy).toMatchObject({ status: "malformed" });
    expect(policy.diagnostics[0]?.message).toContain("save as UTF-16");
  });

  it("big-endian UTF-16 is refused", () => {
    const wide = Buffer.from(`\ufeffWindows Registry Editor Version 5.00\r\n\r\n${body}`, "utf16le").swap16();
    expect(decode(new Uint8Array(wide)).diagnostics[0]?.message).toContain("big-endian");
  });

  it("the old REGEDIT4 form is 8-bit throughout, also in hex(1)", () => {
    const content = `REGEDIT4\r\n\r\n${POLICY_KEY}\r\n"${ROLE}"=hex(1):5a,6f,eb,00\r\n`;
    expect(valuesOf(decode(text(content)))[ROLE]).toEqual({ type: "string", text: "Zoë" });
  });

  it("an unknown header is refused", () => {
    expect(decode(text("Windows Registry Editor Version 6.00\r\n")).diagnostics[0]?.message).toContain(
      "first line",
    );
  });
});

import { secret } from "@latchkey/secret";
import { describe, expect, it } from "vitest";
import { policyCatalogue } from "../catalogue.ts";
import { exportPolicy } from "./export-policy.ts";
import type { ExportPolicyOptions, PolicyExportValues } from "./export-types.ts";
import { regLine } from "./reg.ts";

function bytesOf(
  format: "reg" | "reg-removal",
  values?: PolicyExportValues,
  options?: ExportPolicyOptions,
): Buffer {
  const result = exportPolicy(format, values, options);
  if (result.status === "refused") throw new Error(JSON.stringify(result.diagnostics));
  return Buffer.from(result.bytes);
}

const linesOf = (...args: Parameters<typeof bytesOf>): readonly string[] =>
  bytesOf(...args)
    .subarray(2)
    .toString("utf16le")
    .split("\r\n");

describe("a .reg", () => {
  it("is UTF-16 LE with a byte-order mark, CRLF and an empty last line", () => {
    const bytes = bytesOf("reg", { egressProxyUrl: "Zo\u00eb \u{1f600}" });
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    const text = bytes.subarray(2).toString("utf16le");
    expect(text).toContain('"egressProxyUrl"="Zo\u00eb \u{1f600}"');
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text.endsWith("\r\n\r\n")).toBe(true);
  });

  it("sets what is set and deletes every other known key", () => {
    const [header, blank, section, ...values] = linesOf("reg", {
      inferenceProvider: "bedrock",
      disableAutoUpdates: true,
      inferenceModels: ["a"],
      inferenceCredentialHelperTtlSec: 60,
    });
    expect([header, blank, section]).toEqual([
      "Windows Registry Editor Version 5.00",
      "",
      String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Latchkey]`,
    ]);
    const set: Readonly<Record<string, string>> = {
      inferenceProvider: '"bedrock"',
      disableAutoUpdates: '"true"',
      inferenceModels: String.raw`"[\"a\"]"`,
      inferenceCredentialHelperTtlSec: '"60"',
    };
    expect(values.slice(0, -2)).toEqual(policyCatalogue.map(({ key }) => `"${key}"=${set[key] ?? "-"}`));
  });

  it("neither sets nor deletes a secret that it leaves out", () => {
    const lines = linesOf("reg", { inferenceBedrockBearerToken: secret("ABSKtoken") });
    expect(lines.join()).not.toContain("inferenceBedrockBearerToken");
    expect(lines).toContain('"inferenceBedrockProfile"=-');
  });

  it("takes the hive and the key from the options", () => {
    const options = { scope: "user", registryKey: String.raw`SOFTWARE\Policies\Acme` } as const;
    expect(linesOf("reg", {}, options)[2]).toBe(String.raw`[HKEY_CURRENT_USER\SOFTWARE\Policies\Acme]`);
    expect(linesOf("reg-removal", {}, options)).toEqual([
      "Windows Registry Editor Version 5.00",
      "",
      String.raw`[-HKEY_CURRENT_USER\SOFTWARE\Policies\Acme]`,
      "",
      "",
    ]);
  });
});

describe("a value", () => {
  it.each([
    ["plain", '"plain"'],
    ['"\\', String.raw`"\"\\"`],
    ["%PATH%", '"%PATH%"'],
    ["", '""'],
    ["a\n", "hex(1):\\\r\n  61,00,0a,00,00,00"],
    ["\u0085", "hex(1):\\\r\n  85,00,00,00"],
  ])("%j is written as %j", (text, written) => {
    expect(regLine("name", text)).toBe(`"name"=${written}`);
  });

  it("in bytes keeps its lines short", () => {
    const lines = regLine("name", `${"x".repeat(5000)}\n`).split("\r\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(80);
  });
});

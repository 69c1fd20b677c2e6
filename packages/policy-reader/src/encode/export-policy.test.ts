import { inspect } from "node:util";
import { secret } from "@latchkey/secret";
import { describe, expect, it } from "vitest";
import { policyCatalogue } from "../catalogue.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicyDiagnostic } from "../policy-types.ts";
import { exportPolicy } from "./export-policy.ts";
import type {
  ExportPolicyOptions,
  PolicyExport,
  PolicyExportFormat,
  PolicyExportValues,
} from "./export-types.ts";

const VALUE_FORMATS = ["mobileconfig", "reg", "json"] as const;
const CATALOGUE_FORMATS = ["reg-removal", "admx", "adml", "manifest"] as const;
const FORMATS = [...VALUE_FORMATS, ...CATALOGUE_FORMATS];

const TOKEN = "ABSKplantedTokenValue0123456789abcdef";
const HEADER = "planted-header-value";

const SIGN_IN = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
  inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
};

/** The text of an export that must succeed. */
function textOf(result: PolicyExport): string {
  if (result.status === "refused") throw new Error(messages(result.diagnostics).join("; "));
  return Buffer.from(result.bytes).toString(result.fileName.endsWith(".reg") ? "utf16le" : "utf8");
}

const messages = (diagnostics: readonly PolicyDiagnostic[]): readonly string[] =>
  diagnostics.map(({ message }) => message);

/** Everything that somebody could print of an export. */
const prints = (result: PolicyExport): string =>
  inspect(result, { depth: 10 }) + JSON.stringify(result) + textOf(result);

const hosts = (length: number): readonly string[] => Array.from({ length }, () => "a.example");

/** Tries values that the types forbid. */
function refusalOf(values: Record<string, unknown>): readonly string[] {
  const result = exportPolicy("json", values as PolicyExportValues);
  expect(result.status).toBe("refused");
  expect(result).not.toHaveProperty("bytes");
  return messages(result.diagnostics);
}

describe("an export", () => {
  it("is named after its product and format", () => {
    const names = FORMATS.map((format) => {
      const result = exportPolicy(format, {}, { productName: "Acme Desk", domain: "com.acme.desk" });
      return result.status === "exported" ? result.fileName : result.status;
    });
    expect(names).toEqual([
      "acme-desk.mobileconfig",
      "acme-desk.reg",
      "managed-settings.json",
      "acme-desk-removal.reg",
      "acme-desk.admx",
      "acme-desk.adml",
      "com.acme.desk.plist",
    ]);
  });

  it.each([
    ["Acme Desk!", "acme-desk.reg"],
    ["-rf", "rf.reg"],
    ["銀行", "product.reg"],
  ])("of %j is called %s", (productName, fileName) => {
    expect(exportPolicy("reg", {}, { productName })).toMatchObject({ fileName });
  });

  it.each(FORMATS)("as %s has the same bytes for the same values in any order", (format) => {
    const reversed = Object.fromEntries(Object.entries(SIGN_IN).toReversed());
    expect(textOf(exportPolicy(format, reversed))).toBe(textOf(exportPolicy(format, SIGN_IN)));
  });

  it.each(VALUE_FORMATS)("as %s has its keys in the order of the catalogue", (format) => {
    const text = textOf(exportPolicy(format, SIGN_IN));
    const positions = policyCatalogue
      .map(({ key }) => text.search(new RegExp(`(?<=["<>])${key}(?=["<])`)))
      .filter((position) => position !== -1);
    expect(positions.length).toBeGreaterThanOrEqual(Object.keys(SIGN_IN).length);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it("writes a value as its rule normalises it, and says so", () => {
    const result = exportPolicy("json", { inferenceBedrockRegion: " US-WEST-2 " });
    expect(JSON.parse(textOf(result))).toEqual({ inferenceBedrockRegion: "us-west-2" });
    expect(result.diagnostics).toMatchObject([{ code: "value-normalised", key: "inferenceBedrockRegion" }]);
  });

  it("leaves out what is blank", () => {
    const result = exportPolicy("json", { inferenceBedrockProfile: "  ", inferenceModels: [] });
    expect(textOf(result)).toBe("{}\n");
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["blank", "blank"]);
  });

  it("takes models as a snapshot has them and as a file has them", () => {
    const asRead = [{ id: "a.model", label: "A", supports1m: true, other: { tier: 2 } }, { id: "b.model" }];
    const asWritten = [{ name: "a.model", labelOverride: "A", supports1m: true, tier: 2 }, "b.model"];
    const text = textOf(exportPolicy("json", { inferenceModels: asRead }));
    expect(JSON.parse(text)).toEqual({ inferenceModels: asWritten });
    expect(textOf(exportPolicy("json", { inferenceModels: asWritten }))).toBe(text);
  });
});

describe("an export is refused for", () => {
  it.each([
    ["a value that breaks its rule", { inferenceBedrockRegion: "us-east-1a" }, "availability zone"],
    ["a value of the wrong type", { inferenceBedrockRegion: ["us-east-1"] }, "found the type list"],
    ["a number out of range", { inferenceCredentialHelperTimeoutSec: 601 }, "from 1 to 600"],
    ["a fraction", { inferenceCredentialHelperTimeoutSec: 1.5 }, "found the type real"],
    ["an unknown key", { inferenceProvidor: "bedrock" }, "did you mean inferenceProvider?"],
    ["a key in another case", { INFERENCEPROVIDER: "bedrock" }, "did you mean inferenceProvider?"],
    ["a key of another provider", { inferenceVertexRegion: "x" }, "not a key of this product"],
    ["a member of every object", JSON.parse('{"__proto__":"x"}'), "not a key of this product"],
    ["half a surrogate pair", { egressProxyUrl: "a\ud800" }, "half of a character"],
    ["a code point that XML lacks", { egressProxyUrl: "a\uffff" }, "no file format carries"],
    ["a line break", { egressProxyUrl: "a\nb" }, "control character"],
    ["a function", { egressProxyUrl: () => "x" }, "expected a JSON value"],
    ["a date", { egressProxyUrl: new Date(0) }, "expected a JSON value"],
    ["undefined", { egressProxyUrl: undefined }, "expected a JSON value"],
    ["a secret where none belongs", { egressProxyUrl: secret(TOKEN) }, "not a secret key"],
    ["a secret inside a list", { coworkEgressAllowedHosts: [secret(TOKEN)] }, "expected a JSON value"],
    [
      "keys that contradict each other",
      { ...SIGN_IN, inferenceBedrockRegion: "cn-north-1" },
      "role credentials do not cross partitions",
    ],
  ] as const)("%s, and the message names file and key", (_, values, reason) => {
    const found = refusalOf(values as Record<string, unknown>).filter((message) => message.includes(reason));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^managed-settings\.json: [\w()-]+: /);
  });

  it("a list without an end", () => {
    const list: unknown[] = [];
    list.push(list);
    expect(refusalOf({ coworkEgressAllowedHosts: list })).toHaveLength(1);
  });

  it("a file above what is read of a policy", () => {
    const long = Array.from({ length: 60 }, () => "x".repeat(20_000));
    expect(refusalOf({ coworkEgressAllowedHosts: long }).join()).toContain("1 MiB");
  });

  it.each(VALUE_FORMATS)("a list in %s that is longer than any that is read", (format) => {
    expect(exportPolicy(format, { coworkEgressAllowedHosts: hosts(9000) }).status).toBe("exported");
    const result = exportPolicy(format, { coworkEgressAllowedHosts: hosts(10_001) });
    expect(result).toMatchObject({ status: "refused" });
    expect(messages(result.diagnostics).join()).toContain("would not be read");
  });

  it("all reasons at once", () => {
    expect(refusalOf({ inferenceProvider: "aws", inferenceBedrockRegion: "x", nonsense: 1 })).toHaveLength(3);
  });
});

describe("a secret", () => {
  const values = {
    ...SIGN_IN,
    inferenceBedrockBearerToken: secret(TOKEN),
    inferenceCustomHeaders: secret(JSON.stringify({ "X-Key": HEADER })),
  };
  it.each(FORMATS)("is not in %s without consent, and neither in its diagnostics", (format) => {
    const result = exportPolicy(format, values);
    expect(prints(result)).not.toContain(TOKEN);
    expect(prints(result)).not.toContain(HEADER);
  });

  it.each(VALUE_FORMATS)("that is left out of %s is named in a warning", (format) => {
    const left = exportPolicy(format, values).diagnostics.filter(({ code }) => code === "secret-left-out");
    expect(left.map(({ key, severity }) => [key, severity])).toEqual([
      ["inferenceBedrockBearerToken", "warning"],
      ["inferenceCustomHeaders", "warning"],
    ]);
  });

  it.each(VALUE_FORMATS)("is in %s with consent, with a warning", (format) => {
    const result = exportPolicy(format, values, { includeSecrets: true });
    expect(textOf(result)).toContain(TOKEN);
    expect(textOf(result)).toContain(HEADER);
    expect(JSON.stringify(result.diagnostics)).not.toContain(TOKEN);
    expect(
      result.diagnostics.map(({ code }) => code).filter((code) => code === "secret-included"),
    ).toHaveLength(2);
  });

  it.each(VALUE_FORMATS)("is as safe in %s when it was given as plain text", (format) => {
    const result = exportPolicy(format, { ...values, inferenceBedrockBearerToken: TOKEN });
    expect(prints(result)).not.toContain(TOKEN);
  });

  it("needs consent that is exactly true", () => {
    const options = { includeSecrets: "yes" } as unknown as ExportPolicyOptions;
    expect(textOf(exportPolicy("json", values, options))).not.toContain(TOKEN);
  });

  it("that breaks its rule is in no message", () => {
    const result = exportPolicy("json", { inferenceBedrockBearerToken: secret(`Bearer ${TOKEN}`) });
    expect(result.status).toBe("refused");
    expect(inspect(result, { depth: 10 })).not.toContain(TOKEN);
  });

  it("in place of a key is in no message", () => {
    expect(refusalOf({ [TOKEN]: "x" }).join()).not.toContain(TOKEN);
  });
});

describe("options", () => {
  it.each([
    [{ domain: "" }],
    [{ domain: "com.acme/../x" }],
    [{ registryKey: "" }],
    [{ registryKey: "SOFTWARE\\Policies\\A]\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE" }],
    [{ registryKey: "\\SOFTWARE" }],
    [{ registryKey: "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example" }],
    [{ productName: "" }],
    [{ productName: "two\nlines" }],
    [{ organization: "\ud800" }],
    [{ profileIdentifier: "a b" }],
    [{ scope: "device" }],
  ])("%j are refused", (options) => {
    const run = () => exportPolicy("reg", {}, options as ExportPolicyOptions);
    expect(run).toThrow(PolicyReaderError);
    expect(run).toThrow(expect.objectContaining({ code: "POLICY_READER_INVALID_OPTION" }));
  });

  it.each(["SOFTWARE", "SOFTWARE\\Policies"])(
    "a removal of %s, which others share, is refused",
    (registryKey) => {
      expect(() => exportPolicy("reg-removal", {}, { registryKey })).toThrow(PolicyReaderError);
      expect(exportPolicy("reg", {}, { registryKey }).status).toBe("exported");
    },
  );

  it.each(["xml", "", "toString", "__proto__"])("the format %j is refused", (format) => {
    expect(() => exportPolicy(format as PolicyExportFormat)).toThrow("expected format to be one of");
  });
});

/** Fuzzed policies and texts from a fixed seed: what round trips must bring back unchanged. */
import { secret } from "@latchkey/secret";
import * as fc from "fast-check";
import type { PolicyExportValues } from "../../src/encode/export-types.ts";

const SEED = 20_261_124;

const NAMED: readonly string[] = [
  'quotes \' " ` and "quoted"',
  String.raw`C:\Program Files\acme\ \\server\share ends in a backslash\ `.trim(),
  '{"json":["in",{"json":"\\"\\\\u0041"}]}',
  "%USERPROFILE% %PATH% $HOME ${HOME} ~",
  "Zo\u00eb, Zoe\u0308, \u{1f468}\u200d\u{1f469}\u200d\u{1f467}, \u{1f9d1}\u{1f3fd}\u200d\u{1f4bb}, \u{20bb7}\u91ce\u5bb6",
  "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u202eright to left\u202c",
  "<key>&amp;</key> ]]> <![CDATA[ <!-- & &#10; &lt;",
  '[HKEY_LOCAL_MACHINE\\SOFTWARE] @=- ;comment "name"=- hex(1):41,00',
  "long ".repeat(1000),
  "\u{1f600}".repeat(2500),
  "  spaces around  ",
  "null",
  "-",
  "\u00a0\u3000\u2003",
  "\ufeffmark",
  "\u0080\u0085\u009f\u2028\u2029",
  "tab\there",
];

/** What one of the formats escapes, or takes for the end of something. */
const PUNCTUATION = Array.from("\"\\'%;=@[]{}<>&,\t\n\r -");

const WITH_LINES = ["line\nfeed", "carriage\rreturn", "both\r\n\r\nof them\n", "\n", 'a"\n\\n"b\\'];

/** Texts that no key accepts in full: they go through the encoders below the rules. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...NAMED,
  ...WITH_LINES,
  ...fc.sample(text(), { seed: SEED, numRuns: 200 }).filter((value) => value !== ""),
];

/** Anything but what XML cannot carry; the registry ends a text at NUL. */
function text(): fc.Arbitrary<string> {
  const fragment = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...PUNCTUATION), maxLength: 12 }),
    fc.constantFrom(...NAMED.filter(({ length }) => length < 200)),
  );
  return fc
    .array(fragment, { maxLength: 6 })
    .map((fragments) => fragments.join(""))
    .filter(
      (value) => value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value),
    );
}

/** What a rule for free text leaves as it is. */
function cleanText(maxLength: number): fc.Arbitrary<string> {
  return text()
    .map((value) =>
      value
        .replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "")
        .replaceAll(/[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g, "")
        .slice(0, maxLength)
        .trim(),
    )
    .filter((value) => value !== "" && value.isWellFormed());
}

/** A JSON string may hold every character, NUL and half a surrogate pair included. */
const anyText = fc.oneof(
  text(),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("\u0000\ud800\uffff"),
);

const modelId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/[\]-]{0,30}$/);
const model = fc.record(
  {
    id: modelId,
    label: anyText,
    familyTier: anyText,
    supports1m: fc.boolean(),
    prefer1m: fc.boolean(),
    isFamilyDefault: fc.boolean(),
    other: fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), fc.oneof(anyText, fc.boolean(), fc.integer()), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  },
  { requiredKeys: ["id"], noNullPrototype: true },
);

const headers = fc
  .dictionary(fc.stringMatching(/^X-[A-Za-z]{1,8}$/), anyText, { maxKeys: 3, noNullPrototype: true })
  .map((value) => secret(JSON.stringify(value)));

const policies = fc.record(
  {
    inferenceProvider: fc.constantFrom("bedrock", "mantle"),
    inferenceBedrockRegion: fc.constantFrom("us-west-2", "eu-central-1"),
    inferenceBedrockBearerToken: fc
      .string({
        unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
        minLength: 1,
      })
      .map((token) => secret(`ABSK${token}`)),
    inferenceBedrockProfile: cleanText(128).filter((value) => !/[[\]]/.test(value)),
    inferenceBedrockAwsDir: cleanText(900).map((value) => `/${value}`),
    inferenceBedrockAwsCliPath: cleanText(900).map((value) => `%USERPROFILE%\\${value}`),
    inferenceBedrockSsoStartUrl: fc.constant("https://acme.awsapps.com/start"),
    inferenceBedrockSsoRegion: fc.constantFrom("us-east-1", "eu-west-1"),
    inferenceBedrockSsoAccountId: fc.stringMatching(/^[0-9]{12}$/),
    inferenceBedrockSsoRoleName: fc
      .stringMatching(/^[A-Za-z0-9_+=,.@-]{1,32}$/)
      .filter((name) => !name.startsWith("AWSReservedSSO_")),
    inferenceBedrockServiceTier: fc.constantFrom("flex", "priority"),
    inferenceModels: fc.array(model, { minLength: 1, maxLength: 4 }),
    inferenceCredentialHelperTtlSec: fc.integer({ min: 0, max: 86_400 }),
    inferenceCredentialHelperTimeoutSec: fc.integer({ min: 1, max: 600 }),
    disableAutoUpdates: fc.boolean(),
    egressProxyUrl: cleanText(5000).filter((value) => !value.includes("@")),
    deploymentOrganizationUuid: cleanText(5000),
    egressProxyPacUrl: fc.constant("\u{1f600}\u00e9".repeat(1666)),
    inferenceCustomHeaders: headers,
    coworkEgressAllowedHosts: fc.array(anyText, { maxLength: 6 }),
    disableEssentialTelemetry: fc.boolean(),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Policies with values as a snapshot has them; every one passes its rules. */
export const POLICIES: readonly PolicyExportValues[] = fc.sample(policies, { seed: SEED, numRuns: 60 });

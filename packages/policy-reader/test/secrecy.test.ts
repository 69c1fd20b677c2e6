/** A bearer token planted anywhere in a policy file must not be readable from anything this package gives out. */
import { inspect } from "node:util";
import { expectSecret } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import { decodePolicy } from "../src/decode/decode-policy.ts";
import { describePolicy } from "../src/describe-policy.ts";
import { readPolicy } from "../src/read-policy.ts";
import {
  BEDROCK,
  encode,
  FORMATS,
  memorySource,
  plistXml,
  POLICY_KEY,
  reg,
  SIGN_IN,
  text,
  TOKEN,
} from "./support.ts";

const BEARER = "inferenceBedrockBearerToken";

async function leaksOf(bytes: Uint8Array): Promise<readonly string[]> {
  const decoded = decodePolicy(bytes, { name: "policy" });
  const snapshot = await readPolicy([memorySource(bytes)]);
  const decision = decideAuthMode(snapshot);
  const report = describePolicy(snapshot, decision);
  expect(() => structuredClone(report)).not.toThrow();
  return Object.entries({ decoded, snapshot, decision, report })
    .filter(([, value]) => prints(value).some((print) => print.includes(TOKEN)))
    .map(([name]) => name);
}

function prints(value: object): readonly string[] {
  const options = { depth: 20, showHidden: true };
  return [
    JSON.stringify(value),
    inspect(value, options),
    inspect(value, { ...options, customInspect: false }),
  ];
}

describe("a bearer token", () => {
  it.each(FORMATS)("in %s is a Secret from the decoder on, and works", async (format) => {
    const bytes = encode(format, { ...BEDROCK, ...SIGN_IN, [BEARER]: TOKEN });
    expect(await leaksOf(bytes)).toEqual([]);
    const decision = decideAuthMode(await readPolicy([memorySource(bytes)]));
    expect(decision.mode).toBe("bearer-token");
    if (decision.mode === "bearer-token") expectSecret(decision.bearerToken, TOKEN);
  });

  it("shows in a report as its length and the start of its hash", async () => {
    const snapshot = await readPolicy([memorySource(encode("json", { ...BEDROCK, [BEARER]: TOKEN }))]);
    const setting = describePolicy(snapshot, decideAuthMode(snapshot)).settings.find(
      ({ key }) => key === BEARER,
    );
    expect(setting?.value).toMatch(new RegExp(`^set, ${TOKEN.length} characters, sha256:[0-9a-f]{4}…$`));
  });

  it.each(FORMATS)("that is not valid stays hidden in %s", async (format) => {
    expect(await leaksOf(encode(format, { ...BEDROCK, [BEARER]: `Bearer ${TOKEN}` }))).toEqual([]);
    expect(await leaksOf(encode(format, { ...BEDROCK, [BEARER]: `${TOKEN} ${TOKEN}` }))).toEqual([]);
  });

  it.each([
    "inferencebedrockbearertoken",
    "inferenceBedrockBearerTokn",
    "token",
    "inferenceGatewayApiKey",
    TOKEN,
  ])("under the wrong name %s stays hidden in every format", async (name) => {
    for (const format of FORMATS)
      expect(await leaksOf(encode(format, { ...BEDROCK, [name]: TOKEN }))).toEqual([]);
  });

  it.each(FORMATS)("stays hidden in %s cut off after any byte", async (format) => {
    const bytes = encode(format, { [BEARER]: TOKEN, [`${BEARER}x`]: TOKEN });
    for (let length = 0; length < bytes.length; length++)
      expect(await leaksOf(bytes.subarray(0, length))).toEqual([]);
  });

  it.each([
    ["a native list in JSON", text(JSON.stringify({ [BEARER]: [TOKEN, { [TOKEN]: TOKEN }] }))],
    ["a duplicate key in JSON", text(`{"${BEARER}":"${TOKEN}","${BEARER}":"${TOKEN}"}`)],
    ["a duplicate token as key", text(`{"${BEARER}":{"${TOKEN}":1,"${TOKEN}":2}}`)],
    ["JSON without quotes", text(`{"${BEARER}":${TOKEN}}`)],
    ["JSON without a comma", text(`{"a":"b" "${TOKEN}":1}`)],
    ["custom headers", text(JSON.stringify({ inferenceCustomHeaders: { Authorization: TOKEN } }))],
    [
      "custom headers in text",
      text(JSON.stringify({ inferenceCustomHeaders: `{"Authorization":"${TOKEN}"}` })),
    ],
    ["broken headers", text(JSON.stringify({ inferenceCustomHeaders: `{"Authorization":${TOKEN}}` }))],
    [
      "a native array in a plist",
      text(plistXml(`<dict><key>${BEARER}</key><array><string>${TOKEN}</string></array></dict>`)),
    ],
    ["an unknown plist element", text(plistXml(`<dict><key>${BEARER}</key><${TOKEN}/></dict>`))],
    ["an unknown entity", text(plistXml(`<dict><key>${BEARER}</key><string>&${TOKEN};</string></dict>`))],
    ["an unterminated registry value", reg(`${POLICY_KEY}\n"${BEARER}"="${TOKEN}\n`)],
    ["an unquoted registry value", reg(`${POLICY_KEY}\n"${BEARER}"=${TOKEN}\n`)],
    ["a registry line of its own", reg(`${POLICY_KEY}\n"${BEARER}"="a\n${TOKEN}"\n`)],
    ["a registry section", reg(`[${TOKEN}\n`)],
    ["a registry multi-string", reg(`${POLICY_KEY}\n"${BEARER}"=hex(7):41,00,00,00\n"${TOKEN}"="x"\n`)],
    ["no format at all", text(`${BEARER}=${TOKEN}`)],
  ])("stays hidden in %s", async (_, bytes) => {
    expect(await leaksOf(bytes)).toEqual([]);
  });
});

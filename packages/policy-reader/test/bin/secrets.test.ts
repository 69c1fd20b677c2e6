/** A bearer token planted in a file of any format is in no output of any command. */
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, FORMATS, memorySource, encode, SIGN_IN, TOKEN, type Settings } from "../support.ts";
import { policyFile, run, type BinResult } from "./support.ts";

const BEARER = "inferenceBedrockBearerToken";

const PLANTED: readonly (readonly [string, Settings])[] = [
  ["as it should be", { [BEARER]: TOKEN }],
  ["with a word too many", { [BEARER]: `Bearer ${TOKEN}` }],
  ["with a space", { [BEARER]: `${TOKEN} ${TOKEN}` }],
  ["in another case", { [BEARER.toLowerCase()]: TOKEN }],
  ["under a misspelled key", { [`${BEARER}x`]: TOKEN }],
  ["under an unknown key", { favourite: TOKEN }],
  ["under another provider's key", { inferenceGatewayApiKey: TOKEN }],
  ["in the field for the profile name", { inferenceBedrockProfile: TOKEN }],
  ["in a list", { coworkEgressAllowedHosts: JSON.stringify([TOKEN]) }],
  ["as a model", { inferenceModels: JSON.stringify([{ name: "a.model", note: TOKEN }]) }],
  ["in the URL of a proxy", { egressProxyUrl: `http://user:${TOKEN}@proxy.example.com:3128` }],
  ["in a proxy without a scheme", { egressProxyUrl: `user:${TOKEN.slice(4)}@proxy.example.com:3128` }],
  ["as a key", { [TOKEN]: "x" }],
  ["in custom headers", { inferenceCustomHeaders: `{"Authorization":"${TOKEN}"}` }],
  ["in broken custom headers", { inferenceCustomHeaders: `{"Authorization":${TOKEN}}` }],
];

function expectHidden({ out, err, bytes }: BinResult, what: string): void {
  for (const text of [
    out,
    err,
    Buffer.from(bytes).toString("utf16le"),
    Buffer.from(bytes.subarray(1)).toString("utf16le"),
  ])
    expect(text.includes(TOKEN.slice(4)), `${what} prints the token`).toBe(false);
}

describe.each(FORMATS)("a token in %s", { timeout: 60_000 }, (format) => {
  it.each(PLANTED)("%s", async (_, settings) => {
    using directory = temporaryDirectory();
    const file = policyFile(directory.path, { ...BEDROCK, ...SIGN_IN, ...settings }, format, "planted");
    const other = policyFile(directory.path, { ...BEDROCK, [BEARER]: `${TOKEN}x` }, format, "other");
    const device = [
      memorySource(encode(format, { ...BEDROCK, ...settings }), "machine-file"),
      memorySource(encode(format, { ...BEDROCK, [BEARER]: TOKEN }), "user-file", "user"),
    ];
    const commands = [
      ["check", file],
      ["check", "--json", "--strict", file],
      ["explain"],
      ["explain", "--json", "--all"],
      ["explain", "--source", file],
      ["explain", "--source", file, "--json"],
      ["egress", file],
      ["egress", file, "--json"],
      ["diff", file, other],
      ["diff", other, file, "--json"],
      ...["mobileconfig", "reg", "json"].map((to) => ["export", "--format", to, file]),
    ];
    for (const args of commands) {
      const result = await run(args, { device });
      expect([0, 1], args.join(" ")).toContain(result.exitStatus);
      expectHidden(result, args.join(" "));
    }
  });

  it("is in an export that was asked to include secrets, and still in no message", async () => {
    using directory = temporaryDirectory();
    const file = policyFile(directory.path, { ...BEDROCK, [BEARER]: TOKEN }, format);
    const { out, err } = await run(["export", "--format", "json", "--include-secrets", file]);
    expect(out).toContain(TOKEN);
    expect(err).not.toContain(TOKEN);
    const written = await run([
      "export",
      "--format",
      "reg",
      "--include-secrets",
      "--out",
      join(directory.path, "x"),
      file,
    ]);
    expect(written).toMatchObject({ exitStatus: 0, out: "" });
    expect(written.err).not.toContain(TOKEN);
  });
});

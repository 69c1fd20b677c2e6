import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, encode, FORMATS, SIGN_IN, TOKEN, type Settings } from "../support.ts";
import { policyFile, run } from "./support.ts";

const FINE = { ...BEDROCK, ...SIGN_IN };

async function checkSettings(settings: object, ...options: readonly string[]): Promise<number | null> {
  return (await run(["check", ...options, "-"], { input: JSON.stringify(settings) })).exitStatus;
}

const without = (settings: Settings, ...keys: readonly string[]): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));

describe("check: exit status", () => {
  it.each([
    ["AWS sign-in", FINE],
    ["a bearer token", { ...BEDROCK, inferenceBedrockBearerToken: TOKEN }],
    ["a profile", { ...BEDROCK, inferenceBedrockProfile: "work" }],
    ["a helper", { ...BEDROCK, inferenceCredentialHelper: "/opt/helper" }],
    ["another provider", { inferenceProvider: "vertex", inferenceVertexProjectId: "p" }],
    ["updates alone", { disableAutoUpdates: "true" }],
    ["nothing at all", {}],
  ])("0 for %s", async (_, settings) => {
    expect(await checkSettings(settings)).toBe(0);
  });

  it.each([
    ["a value that breaks its rule", { ...FINE, inferenceBedrockServiceTier: "fast" }],
    ["a broken credential", { ...FINE, inferenceBedrockBearerToken: "two words" }],
    ["three of the four keys and nothing else", without(FINE, "inferenceBedrockSsoRoleName")],
    ["no credential", BEDROCK],
    ["a file of something else", { name: "app", version: "1.0.0" }],
    ["no provider", without(FINE, "inferenceProvider")],
    ["an unknown provider", { ...FINE, inferenceProvider: "Bedrock" }],
  ])("1 for %s", async (_, settings) => {
    expect(await checkSettings(settings)).toBe(1);
  });

  it.each([
    ["a misspelled key", { ...FINE, inferenceBedrockSsoRegoin: "us-east-1" }],
    [
      "three of the four keys beside a helper",
      { ...without(FINE, "inferenceBedrockSsoRoleName"), inferenceCredentialHelper: "/x" },
    ],
  ])("0 for %s, and 1 with --strict", async (_, settings) => {
    expect(await checkSettings(settings)).toBe(0);
    expect(await checkSettings(settings, "--strict")).toBe(1);
  });

  it("--strict changes nothing for a fine file, or one with remarks only", async () => {
    expect(await checkSettings({ ...FINE, inferenceBedrockProfile: "" }, "--strict")).toBe(0);
  });

  it("2 for what cannot be read, with the next step, and the other files are checked", async () => {
    using directory = temporaryDirectory();
    const fine = policyFile(directory.path, FINE);
    const folder = join(directory.path, "folder");
    mkdirSync(folder);
    const missing = join(directory.path, "missing.reg");
    const { exitStatus, out, err } = await run(["check", missing, fine, folder]);
    expect(exitStatus).toBe(2);
    expect(out).toContain(`${fine}: aws-sso, no problems\n`);
    expect(err).toBe(
      `${missing}: There is no such file. Check the path.\n${folder}: Not a file. Name a policy file, or - for standard input.\n`,
    );
  });

  it("2 for a file that cannot be opened, with the system's reason", async () => {
    using directory = temporaryDirectory();
    const path = join(policyFile(directory.path, FINE), "below-a-file");
    const { exitStatus, err } = await run(["check", path]);
    expect(exitStatus).toBe(2);
    expect(err).toBe(`${path}: cannot be read (ENOTDIR). Check the path, and who may read the file.\n`);
  });

  it("1 for a file that can be read and not understood", async () => {
    expect((await run(["check", "-"], { input: "hello" })).exitStatus).toBe(1);
  });
});

describe("check: output", () => {
  it.each(FORMATS)("says the mode of %s, from a file and from standard input", async (format) => {
    using directory = temporaryDirectory();
    const path = policyFile(directory.path, FINE, format);
    const reason = "  All four AWS SSO keys are set, and neither a bearer token nor a profile name is.\n";
    const warnings = format === "reg-ansi" ? ", " : ", no problems";
    expect((await run(["check", path])).out).toContain(`${path}: aws-sso${warnings}`);
    const { out } = await run(["check", "-"], { input: encode(format, FINE) });
    expect(out).toContain("(standard input): aws-sso");
    expect(out).toContain(reason);
  });

  it("lists findings with their severity, and names the key but not the file again", async () => {
    const settings = { ...FINE, inferenceBedrockRegion: "us-east-1a", inferenceBedrockSsoRegoin: "x" };
    const { out } = await run(["check", "-"], { input: JSON.stringify(settings) });
    expect(out.split("\n").slice(0, 3)).toEqual([
      "(standard input): config-error, 1 error, 1 warning",
      "  The policy's Bedrock connection is incomplete or not valid. Nobody can sign in with it.",
      "  error    inferenceBedrockRegion: an availability zone; leave out its last letter to name the region",
    ]);
    expect(out).toContain(
      "  warning  inferenceBedrockSsoRegoin: unknown key, ignored; did you mean inferenceBedrockSsoRegion?\n",
    );
  });

  it("colours the severities for a terminal that wants it, and never else", async () => {
    const surroundings = { input: "{}x" };
    expect((await run(["check", "-"], surroundings)).out).not.toContain("\u001b");
    const { out } = await run(["check", "-"], { ...surroundings, terminal: { colours: true } });
    expect(out).toContain("\u001b[31merror\u001b[39m");
  });

  it("--json says for each file what a program needs", async () => {
    using directory = temporaryDirectory();
    const fine = policyFile(directory.path, FINE);
    const { exitStatus, out, err } = await run(["check", "--json", fine, "-", `${fine}x`], {
      input: JSON.stringify(BEDROCK),
    });
    expect({ exitStatus, err }).toEqual({ exitStatus: 2, err: "" });
    expect(JSON.parse(out)).toEqual({
      files: [
        {
          file: fine,
          verdict: "fine",
          mode: "aws-sso",
          reason: "All four AWS SSO keys are set, and neither a bearer token nor a profile name is.",
          usable: true,
          errors: 0,
          warnings: 0,
          diagnostics: [],
        },
        {
          file: "(standard input)",
          verdict: "not fine",
          mode: "none",
          reason: "The policy selects Bedrock and configures no credential.",
          usable: false,
          errors: 0,
          warnings: 0,
          diagnostics: [],
        },
        {
          file: `${fine}x`,
          verdict: "unreadable",
          reason: `${fine}x: There is no such file. Check the path.`,
        },
      ],
    });
  });

  it("finds the settings of a product with names of its own", async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, "other.mobileconfig");
    writeFileSync(
      path,
      Buffer.from(encode("mobileconfig", FINE))
        .toString()
        .replaceAll("dev.latchkey.desktop", "com.example.app"),
    );
    expect((await run(["check", path])).out).toContain(
      "no payload of this profile sets the preference domain dev.latchkey.desktop",
    );
    expect((await run(["check", "--domain", "com.example.app", path])).exitStatus).toBe(0);
  });
});

describe("check on a terminal", () => {
  const settings = { ...FINE, inferenceBedrockSsoStartUrl: "https://acme.example/start" };

  it.each([40, 60, 80])("keeps to %i characters, with the text in a column of its own", async (width) => {
    const { out } = await run(["check", "-"], { input: JSON.stringify(settings), terminal: { width } });
    expect(out.split("\n").filter((line) => line.length > width)).toEqual([]);
    expect(out).toMatch(/^ {2}error {4}inferenceBedrockSsoStartUrl:.*\n {11}\S/m);
  });

  it("colours the severity alone, and only where it leads a finding", async () => {
    const terminal = { width: 60, colours: true };
    const { out } = await run(["check", "-"], { input: JSON.stringify(settings), terminal });
    expect(out.match(/\u001b\[31merror\u001b\[39m {4}/g)).toHaveLength(1);
    expect(out.match(/\u001b/g)).toHaveLength(2);
  });

  it("keeps each finding in one line for a pipe", async () => {
    const { out } = await run(["check", "-"], { input: JSON.stringify(settings) });
    expect(out.trimEnd().split("\n")).toHaveLength(3);
  });
});

it.skipIf(process.platform === "win32").each([
  ["check", "--json"],
  ["diff", "--json", "-"],
  ["explain", "--json", "--source"],
])("%s writes JSON that steers no terminal", async (...args) => {
  using directory = temporaryDirectory();
  const name = "a\u009b2J\u202e\u001b[31m";
  const file = policyFile(directory.path, FINE, "json", name);
  const { out } = await run([...args, file], { input: "{}" });
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(JSON.stringify(JSON.parse(out))).toContain("\u009b2J\u202e");
});

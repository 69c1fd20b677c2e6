/** Two places with different values, in the files that administrators deploy. */
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import { describePolicy, type PolicyReport, type PolicyReportSetting } from "../src/describe-policy.ts";
import type { PolicySnapshot, PolicySource } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import {
  answeringSource,
  BEDROCK,
  encode,
  memorySource,
  reg,
  regLines,
  SIGN_IN,
  type Settings,
  type TestFormat,
} from "./support.ts";

const HKLM = "HKLM\\SOFTWARE\\Policies\\Latchkey";
const HKCU = "HKCU\\SOFTWARE\\Policies\\Latchkey";
const MACHINE = "/Library/Managed Preferences/dev.latchkey.desktop.plist";
const USER = "/Library/Managed Preferences/ada/dev.latchkey.desktop.plist";

const FINE = { ...BEDROCK, ...SIGN_IN };
const entries = Object.entries(SIGN_IN);
const [FIRST_TWO, LAST_TWO] = [Object.fromEntries(entries.slice(0, 2)), Object.fromEntries(entries.slice(2))];

function hive(settings: Settings, name: string, scope: "machine" | "user"): PolicySource {
  return memorySource(encode("reg", settings), name, scope);
}

async function windows(machine: Settings | undefined, user: Settings): Promise<PolicySnapshot> {
  // The user's hive comes first, to show that the order of the list means nothing.
  return readPolicy([
    hive(user, HKCU, "user"),
    ...(machine === undefined ? [] : [hive(machine, HKLM, "machine")]),
  ]);
}

async function macos(machine: Settings, user: Settings, format: TestFormat): Promise<PolicySnapshot> {
  const sources = [
    memorySource(encode(format, machine), MACHINE),
    memorySource(encode(format, user), USER, "user"),
  ];
  return readPolicy(sources, { precedence: "user-over-machine" });
}

const report = (snapshot: PolicySnapshot): PolicyReport => describePolicy(snapshot, decideAuthMode(snapshot));

function settingOf(snapshot: PolicySnapshot, key: string): PolicyReportSetting {
  const found = report(snapshot).settings.filter((setting) => setting.key === key);
  expect(found, key).toHaveLength(1);
  return found[0] as PolicyReportSetting;
}

describe("both hives", () => {
  it("with different values: the machine's count, and each of the user's says which value hides it", async () => {
    const snapshot = await windows(
      { ...FINE, inferenceBedrockRegion: "us-east-1" },
      { ...FINE, inferenceBedrockRegion: "eu-west-1", inferenceBedrockProfile: "mine" },
    );
    expect(decideAuthMode(snapshot)).toMatchObject({ mode: "aws-sso", bedrock: { region: "us-east-1" } });
    const why = `${HKCU}: ignored, because ${HKLM} holds inferenceProvider`;
    expect(settingOf(snapshot, "inferenceBedrockRegion")).toMatchObject({
      source: HKLM,
      value: "us-east-1",
      status: "ok",
      losing: [{ source: HKCU, value: "eu-west-1", status: "ignored-source", why }],
    });
    expect(settingOf(snapshot, "inferenceBedrockProfile")).toMatchObject({
      source: HKCU,
      value: "mine",
      status: "ignored-source",
      why,
      losing: [],
    });
  });

  it("with two keys each: partial, and the warning names the two that the machine lacks", async () => {
    const snapshot = await windows({ ...BEDROCK, ...FIRST_TWO }, LAST_TWO);
    const decision = decideAuthMode(snapshot);
    expect(decision.mode).toBe("none");
    expect(decision.diagnostics.map(({ message }) => message)).toEqual([
      `${HKLM}: only 2 of the four AWS SSO keys are set, so they are ignored (missing: ${Object.keys(LAST_TWO).join(", ")})`,
    ]);
    expect(settingOf(snapshot, Object.keys(LAST_TWO)[0] ?? "").why).toContain(
      `because ${HKLM} holds inferenceProvider`,
    );
  });

  it.each([
    ["an empty text", regLines({ inferenceBedrockProfile: "" }), "inferenceBedrockProfile"],
    ["a misspelled name", regLines({ inferenceBedrockRegoin: "x" }), "inferenceBedrockRegoin"],
    ["the default value", '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]\n@="x"\n', "(default value)"],
    [
      "an expandable text that nobody can read",
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]\n"inferenceBedrockProfile"=hex(2):41,00,00,00\n',
      "inferenceBedrockProfile",
    ],
  ])("%s in the machine's hive hides the user's whole policy", async (_, content, holds) => {
    const snapshot = await readPolicy([
      memorySource(reg(content), HKLM),
      memorySource(encode("reg", FINE), HKCU, "user"),
    ]);
    expect(decideAuthMode(snapshot).mode).toBe("inactive");
    expect(settingOf(snapshot, "inferenceBedrockSsoRegion")).toMatchObject({
      status: "ignored-source",
      why: `${HKCU}: ignored, because ${HKLM} holds ${holds}`,
    });
  });

  it("values of types that nobody sees are no presence", async () => {
    const content =
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]\n"inferenceBedrockProfile"=hex(7):41,00,00,00,00,00\n';
    const snapshot = await readPolicy([
      memorySource(reg(content), HKLM),
      memorySource(encode("reg", FINE), HKCU, "user"),
    ]);
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
  });

  it("with a machine policy that cannot be understood, the user's is not even looked at", async () => {
    const why = [{ severity: "error", code: "file-unreadable", message: "why" }] as const;
    const snapshot = await readPolicy([
      answeringSource({ status: "malformed", diagnostics: why }, "machine"),
      answeringSource({ status: "unreadable", diagnostics: why }, "user", "user"),
    ]);
    expect(snapshot).toMatchObject({ status: "malformed", sources: [{ inForce: true }, { inForce: false }] });
    expect(decideAuthMode(snapshot).mode).toBe("config-error");
  });

  it("without a machine policy, the user's counts", async () => {
    expect(decideAuthMode(await windows(undefined, FINE)).mode).toBe("aws-sso");
  });
});

describe.each(["xml-plist", "binary-plist"] as const)("both managed preferences files, %s", (format) => {
  it("with different values: the user's wins key by key, and the loser says to whom", async () => {
    const snapshot = await macos(
      { ...FINE, inferenceBedrockRegion: "us-east-1" },
      { inferenceBedrockRegion: "eu-west-1" },
      format,
    );
    expect(decideAuthMode(snapshot)).toMatchObject({ mode: "aws-sso", bedrock: { region: "eu-west-1" } });
    expect(settingOf(snapshot, "inferenceBedrockRegion")).toMatchObject({
      source: USER,
      value: "eu-west-1",
      losing: [
        {
          source: MACHINE,
          value: "us-east-1",
          status: "shadowed",
          why: expect.stringContaining(`${USER} sets it too, and wins`) as string,
        },
      ],
    });
    expect(settingOf(snapshot, "inferenceProvider")).toMatchObject({
      source: MACHINE,
      status: "ok",
      losing: [],
    });
  });

  it("with two keys each: complete", async () => {
    const snapshot = await macos({ ...BEDROCK, ...FIRST_TWO }, LAST_TWO, format);
    expect(decideAuthMode(snapshot)).toMatchObject({ mode: "aws-sso", diagnostics: [] });
  });

  it("a blank value of the user's file takes the machine's away, and the warning says blank", async () => {
    const snapshot = await macos(FINE, { inferenceBedrockSsoRoleName: "" }, format);
    const { mode, diagnostics } = decideAuthMode(snapshot);
    expect(mode).toBe("none");
    expect(diagnostics[0]?.message).toContain("(blank: inferenceBedrockSsoRoleName)");
  });
});

describe("names", () => {
  const shout = Object.fromEntries(Object.entries(FINE).map(([key, value]) => [key.toUpperCase(), value]));

  it.each(["reg", "reg-ansi"] as const)("in another case count in %s, with a warning", async (format) => {
    const snapshot = await readPolicy([memorySource(encode(format, shout), HKLM)]);
    expect(decideAuthMode(snapshot).mode).toBe("aws-sso");
    const spelling = snapshot.diagnostics.filter(({ code }) => code === "key-case");
    expect(spelling).toHaveLength(Object.keys(FINE).length);
    expect(spelling[0]).toMatchObject({
      severity: "warning",
      message: `${HKLM}: inferenceProvider: write it as inferenceProvider`,
    });
  });

  it.each(["json", "xml-plist", "binary-plist", "mobileconfig", "mobileconfig-wrapper"] as const)(
    "in another case do not count in %s, and the report says what was meant",
    async (format) => {
      const snapshot = await readPolicy([memorySource(encode(format, shout), "policy")]);
      expect(decideAuthMode(snapshot).mode).toBe("inactive");
      expect(settingOf(snapshot, "INFERENCEPROVIDER")).toMatchObject({
        status: "unknown-key",
        why: "policy: INFERENCEPROVIDER: unknown key, ignored; did you mean inferenceProvider?",
      });
    },
  );

  it("that the registry takes for one are one: a value in another case wins over the same key", async () => {
    const snapshot = await windows({ ...FINE, INFERENCEBEDROCKPROFILE: "work" }, {});
    expect(decideAuthMode(snapshot)).toMatchObject({ mode: "profile", profile: "work" });
  });

  it.each([
    ["inferenceBedrockRegoin", "inferenceBedrockRegion"],
    ["inferenceBedrockSsoAccountID", "inferenceBedrockSsoAccountId"],
    ["inferenceBedrockSsoStartURL", "inferenceBedrockSsoStartUrl"],
    ["inferenceModel", "inferenceModels"],
    ["inferencebedrockBearerTokn", "inferenceBedrockBearerToken"],
  ])("a near miss is not used, and suggests the key: %s", async (written, meant) => {
    const snapshot = await readPolicy([memorySource(encode("json", { [written]: "x" }), "policy")]);
    expect(settingOf(snapshot, written).why).toBe(
      `policy: ${written}: unknown key, ignored; did you mean ${meant}?`,
    );
  });

  it("a name that is far from every key suggests nothing", async () => {
    const snapshot = await readPolicy([memorySource(encode("json", { favouriteColour: "x" }), "policy")]);
    expect(settingOf(snapshot, "favouriteColour").why).toBe("policy: favouriteColour: unknown key, ignored");
  });
});

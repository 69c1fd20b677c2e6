/**
 * The decision over its whole input space, against the rule in one sentence: the strongest credential that is set
 * decides, a broken one decides for an error, and fewer than four sign-in keys are not set.
 */
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../src/decide/decision-types.ts";
import type { PolicyPrecedence } from "../src/combine-sources.ts";
import type { PolicyReading, PolicyScope, PolicySource } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import { answeringSource, BEDROCK, memorySource, SIGN_IN, snapshotOf, text } from "./support.ts";

type State = "absent" | "blank" | "valid" | "bad";
type Mode = AuthModeDecision["mode"];
type Four = readonly [State, State, State, State];

const STATES: readonly State[] = ["absent", "blank", "valid", "bad"];
const BAD = "not\u0001valid";
const KEYS = Object.keys(SIGN_IN);
const STRONGEST_FIRST = ["bearer-token", "profile", "aws-sso", "credential-helper"] as const;

interface Point {
  readonly bearer: State;
  readonly profile: State;
  readonly signIn: Four;
  readonly helper: State;
}

function statesOfFour(): readonly Four[] {
  return STATES.flatMap((a) =>
    STATES.flatMap((b) => STATES.flatMap((c) => STATES.map((d): Four => [a, b, c, d]))),
  );
}

function points(signIns: readonly Four[]): readonly Point[] {
  return STATES.flatMap((bearer) =>
    STATES.flatMap((profile) =>
      STATES.flatMap((helper) => signIns.map((signIn) => ({ bearer, profile, helper, signIn }))),
    ),
  );
}

/** Every number of keys, valid or not. */
const SHAPES: readonly Four[] = [
  ["absent", "absent", "absent", "absent"],
  ["blank", "blank", "blank", "blank"],
  ["valid", "absent", "absent", "blank"],
  ["absent", "valid", "bad", "absent"],
  ["valid", "blank", "valid", "valid"],
  ["bad", "bad", "bad", "absent"],
  ["valid", "valid", "valid", "valid"],
  ["valid", "valid", "bad", "valid"],
  ["bad", "bad", "bad", "bad"],
];

const isSet = (state: State): boolean => state === "valid" || state === "bad";

function signInState(keys: Four): State {
  if (!keys.every(isSet)) return "absent";
  return keys.includes("bad") ? "bad" : "valid";
}

/** @param usable whether sign-in works once its four keys are valid. */
function expectedMode({ bearer, profile, signIn, helper }: Point, usable = true): Mode {
  const fourKeys = signInState(signIn);
  const states = [bearer, profile, fourKeys === "valid" && !usable ? "bad" : fourKeys, helper];
  const strongest = states.findIndex(isSet);
  if (strongest === -1) return "none";
  return states[strongest] === "valid" ? (STRONGEST_FIRST[strongest] ?? "none") : "config-error";
}

function settingsOf({ bearer, profile, signIn, helper }: Point): Record<string, string> {
  const settings: Record<string, string> = { ...BEDROCK };
  put(settings, "inferenceBedrockBearerToken", bearer, "ABSKtoken");
  put(settings, "inferenceBedrockProfile", profile, "work");
  put(settings, "inferenceCredentialHelper", helper, "/opt/helper");
  for (const [index, key] of KEYS.entries())
    put(settings, key, signIn[index] ?? "absent", SIGN_IN[key] ?? "");
  return settings;
}

function put(settings: Record<string, string>, key: string, state: State, valid: string): void {
  if (state !== "absent") settings[key] = { blank: " \u00a0", valid, bad: BAD }[state];
}

const decide = async (settings: object): Promise<AuthModeDecision> =>
  decideAuthMode(await snapshotOf(settings));

/** Fails with the points that went wrong; an expectation for each of many thousands would be slow. */
async function expectModes(
  all: readonly Point[],
  change: object,
  expected: (point: Point) => Mode,
): Promise<void> {
  const wrong: string[] = [];
  for (const point of all) {
    const { mode } = await decide({ ...settingsOf(point), ...change });
    if (mode !== expected(point)) wrong.push(`${JSON.stringify(point)}: ${mode}, not ${expected(point)}`);
  }
  expect(wrong).toEqual([]);
}

describe("every combination of credentials", () => {
  it("absent, blank, valid and bad: the strongest that is set decides", async () => {
    const all = points(statesOfFour());
    expect(all).toHaveLength(4 ** 7);
    await expectModes(all, {}, expectedMode);
  });

  it.each([
    ["no models", { inferenceModels: undefined }],
    ["a blank model list", { inferenceModels: " " }],
    ["an empty model list", { inferenceModels: "[]" }],
    ["a bad model list", { inferenceModels: "[1]" }],
  ])("with %s, only sign-in turns into an error", async (_, change) => {
    await expectModes(points(SHAPES), change, (point) => expectedMode(point, false));
  });

  it("with an SSO region of another partition, only sign-in turns into an error", async () => {
    const complete = points(SHAPES).filter(({ signIn }) => signIn[1] === "valid");
    await expectModes(complete, { inferenceBedrockSsoRegion: "cn-north-1" }, (point) =>
      expectedMode(point, false),
    );
  });
});

describe("every combination behind the gate", () => {
  const PROVIDERS = [
    undefined,
    "",
    " ",
    "bedrock",
    " bedrock ",
    "vertex",
    "mantle",
    "Bedrock",
    "x",
    true,
    ["bedrock"],
  ];
  const CONNECTIONS: readonly (readonly [valid: boolean, change: object])[] = [
    [true, {}],
    [true, { inferenceBedrockBaseUrl: "https://vpce.example.com" }],
    [true, { inferenceBedrockBaseUrl: "" }],
    [true, { inferenceBedrockServiceTier: "fast", inferenceCredentialHelperTtlSec: "-1" }],
    [false, { inferenceBedrockRegion: undefined }],
    [false, { inferenceBedrockRegion: " " }],
    [false, { inferenceBedrockRegion: "us-east-1.evil.example/" }],
    [false, { inferenceBedrockBaseUrl: "http://x" }],
    [false, { inferenceBedrockRegion: undefined, inferenceBedrockBaseUrl: "https://vpce.example.com" }],
  ];

  it.each(PROVIDERS)("provider %j", async (inferenceProvider) => {
    const isBedrock = typeof inferenceProvider === "string" && inferenceProvider.trim() === "bedrock";
    // Behind a closed gate, a good and a broken connection are enough.
    const connections = isBedrock ? CONNECTIONS : CONNECTIONS.slice(0, 1).concat(CONNECTIONS.slice(-1));
    for (const [connected, change] of connections) {
      await expectModes(points(SHAPES), { ...change, inferenceProvider }, (point) => {
        if (!isBedrock) return "inactive";
        return connected ? expectedMode(point) : "config-error";
      });
    }
  });
});

describe("every combination behind every state of the sources", () => {
  const PRECEDENCES: readonly PolicyPrecedence[] = [
    "machine-exclusive",
    "machine-over-user",
    "user-over-machine",
  ];
  const BROKEN = [
    ["unreadable", "unknown"],
    ["untrusted", "config-error"],
    ["malformed", "config-error"],
  ] as const;

  const holding = (settings: object, scope: PolicyScope): PolicySource =>
    memorySource(text(JSON.stringify(settings)), `${scope}-file`, scope);
  const broken = (status: "unreadable" | "untrusted" | "malformed", scope: PolicyScope): PolicySource =>
    answeringSource({ status, diagnostics: [] } satisfies PolicyReading, `${scope}-file`, scope);
  const absent = (scope: PolicyScope): PolicySource =>
    answeringSource({ status: "absent" }, `${scope}-file`, scope);

  async function expectAll(
    sources: (point: Point) => readonly PolicySource[],
    precedence: PolicyPrecedence,
    expected: (point: Point) => Mode,
  ): Promise<void> {
    const wrong: string[] = [];
    for (const point of points(SHAPES)) {
      const { mode } = decideAuthMode(await readPolicy(sources(point), { precedence }));
      if (mode !== expected(point)) wrong.push(`${JSON.stringify(point)}: ${mode}`);
    }
    expect(wrong).toEqual([]);
  }

  it.each(PRECEDENCES)("%s: an absent or empty source is no obstacle, on either side", async (precedence) => {
    for (const idle of [absent, (scope: PolicyScope) => holding({}, scope)]) {
      await expectAll(
        (point) => [idle("machine"), holding(settingsOf(point), "user")],
        precedence,
        expectedMode,
      );
      await expectAll(
        (point) => [holding(settingsOf(point), "machine"), idle("user")],
        precedence,
        expectedMode,
      );
    }
  });

  it.each(PRECEDENCES)("%s: a broken machine source lets nothing through", async (precedence) => {
    for (const [status, mode] of BROKEN)
      await expectAll(
        (point) => [broken(status, "machine"), holding(settingsOf(point), "user")],
        precedence,
        () => mode,
      );
  });

  it.each(PRECEDENCES)("%s: a broken user source matters unless the machine hides it", async (precedence) => {
    for (const [status, mode] of BROKEN)
      await expectAll(
        (point) => [holding(settingsOf(point), "machine"), broken(status, "user")],
        precedence,
        (point) => (precedence === "machine-exclusive" ? expectedMode(point) : mode),
      );
  });

  it.each(PRECEDENCES)("%s: one blank value of the machine", async (precedence) => {
    const blank = { inferenceCredentialHelperTtlSec: "" };
    await expectAll(
      (point) => [holding(blank, "machine"), holding(settingsOf(point), "user")],
      precedence,
      (point) => (precedence === "machine-exclusive" ? "inactive" : expectedMode(point)),
    );
  });
});

describe("the warning about fewer than four keys", () => {
  it("comes once, names every other key, and tells missing, blank and not valid apart", async () => {
    for (const signIn of statesOfFour()) {
      const { diagnostics } = await decide(
        settingsOf({ bearer: "absent", profile: "absent", helper: "absent", signIn }),
      );
      const partial = diagnostics.filter(({ code }) => code === "partial-sign-in");
      const count = signIn.filter(isSet).length;
      expect(partial, signIn.join()).toHaveLength(count > 0 && count < 4 ? 1 : 0);
      const message = partial[0]?.message;
      if (message === undefined) continue;
      const listed = (label: string): readonly string[] =>
        new RegExp(`[(;] ?${label}: ([^;)]*)`).exec(message)?.[1]?.split(", ") ?? [];
      const keysThatAre = (state: State): readonly string[] =>
        KEYS.filter((_, index) => signIn[index] === state);
      expect(listed("missing"), message).toEqual(keysThatAre("absent"));
      expect(listed("blank"), message).toEqual(keysThatAre("blank"));
      expect(listed("set but not valid"), message).toEqual(keysThatAre("bad"));
      expect(message).toContain(`only ${count} of the four`);
    }
  });
});

describe("the reason", () => {
  it("is one sentence in every mode, and the same for the same row", async () => {
    const reasons = new Map<Mode, Set<string>>();
    for (const point of points(SHAPES)) {
      const { mode, reason } = await decide(settingsOf(point));
      expect(reason).toMatch(/^[A-Z][^.]*\.$/);
      reasons.set(mode, (reasons.get(mode) ?? new Set()).add(reason));
    }
    for (const mode of STRONGEST_FIRST) expect([...(reasons.get(mode) ?? [])], mode).toHaveLength(1);
  });
});

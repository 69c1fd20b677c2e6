/** The decision table over its whole input space, against the table written down as rows. */
import { describe, expect, it } from "vitest";
import type { AuthModeDecision } from "../src/decide/decision-types.ts";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import type { PolicySourceStatus } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import { answeringSource, BEDROCK, SIGN_IN, snapshotOf } from "./support.ts";

type State = "unset" | "valid" | "bad";
const STATES: readonly State[] = ["unset", "valid", "bad"];

const SIGN_IN_KEYS = Object.keys(SIGN_IN);
const BAD = "not\u0001valid";

interface Point {
  readonly bearer: State;
  readonly profile: State;
  readonly helper: State;
  readonly signIn: readonly State[];
}

function* points(): Generator<Point> {
  for (const bearer of STATES)
    for (const profile of STATES)
      for (const helper of STATES)
        for (let code = 0; code < 3 ** SIGN_IN_KEYS.length; code++) {
          const signIn = SIGN_IN_KEYS.map((_, index) => STATES[Math.floor(code / 3 ** index) % 3] ?? "unset");
          yield { bearer, profile, helper, signIn };
        }
}

function settingsOf(point: Point): Record<string, string> {
  const settings: Record<string, string> = { ...BEDROCK };
  const put = (key: string, state: State, value: string): void => {
    if (state !== "unset") settings[key] = state === "valid" ? value : BAD;
  };
  put("inferenceBedrockBearerToken", point.bearer, "ABSKtoken");
  put("inferenceBedrockProfile", point.profile, "work");
  put("inferenceCredentialHelper", point.helper, "/opt/helper");
  for (const [index, key] of SIGN_IN_KEYS.entries())
    put(key, point.signIn[index] ?? "unset", SIGN_IN[key] ?? "");
  return settings;
}

type SignInShape = "none" | "partial" | "complete" | "complete-but-bad";
type Row = readonly [
  row: number,
  bearer: State | "any",
  profile: State | "any",
  signIn: SignInShape | "any",
  helper: State | "any",
  mode: AuthModeDecision["mode"],
];

const TABLE: readonly Row[] = [
  [1, "valid", "any", "any", "any", "bearer-token"],
  [2, "bad", "any", "any", "any", "config-error"],
  [3, "unset", "valid", "any", "any", "profile"],
  [4, "unset", "bad", "any", "any", "config-error"],
  [5, "unset", "unset", "complete", "any", "aws-sso"],
  [6, "unset", "unset", "complete-but-bad", "any", "config-error"],
  [7, "unset", "unset", "partial", "valid", "credential-helper"],
  [8, "unset", "unset", "partial", "unset", "none"],
  [9, "unset", "unset", "partial", "bad", "config-error"],
  [10, "unset", "unset", "none", "valid", "credential-helper"],
  [11, "unset", "unset", "none", "bad", "config-error"],
  [12, "unset", "unset", "none", "unset", "none"],
];

function shapeOf(signIn: readonly State[]): SignInShape {
  const set = signIn.filter((state) => state !== "unset").length;
  if (set === 0) return "none";
  if (set < signIn.length) return "partial";
  return signIn.includes("bad") ? "complete-but-bad" : "complete";
}

function rowOf(point: Point): Row {
  const inputs = [point.bearer, point.profile, shapeOf(point.signIn), point.helper];
  const fits = TABLE.filter((row) =>
    [row[1], row[2], row[3], row[4]].every((cell, i) => cell === "any" || cell === inputs[i]),
  );
  if (fits.length !== 1 || fits[0] === undefined)
    throw new Error("the table is not a partition of its inputs");
  return fits[0];
}

async function decide(settings: object): Promise<AuthModeDecision> {
  return decideAuthMode(await snapshotOf(settings));
}

describe("the decision table", () => {
  it("decides every combination of credentials as its row says", async () => {
    const seen = new Map<number, number>();
    for (const point of points()) {
      const [row, , , , , mode] = rowOf(point);
      seen.set(row, (seen.get(row) ?? 0) + 1);
      const decision = await decide(settingsOf(point));
      expect(decision.mode, `row ${row}: ${JSON.stringify(point)}`).toBe(mode);
      expect(decision.reason).toMatch(/^[A-Z].*\.$/);
    }
    expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual(TABLE.map(([row]) => row));
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(27 * 81);
  });

  it("warns exactly once about a partial sign-in, whatever else is set, and never otherwise", async () => {
    for (const point of points()) {
      const { diagnostics } = await decide(settingsOf(point));
      const partial = diagnostics.filter(({ code }) => code === "partial-sign-in");
      expect(partial, JSON.stringify(point)).toHaveLength(shapeOf(point.signIn) === "partial" ? 1 : 0);
      expect(diagnostics.filter(({ severity }) => severity === "warning")).toEqual(partial);
      // Valid keys are in order; the warning names each of the others.
      const named = SIGN_IN_KEYS.filter((key) => partial[0]?.message.includes(key));
      const wrong = SIGN_IN_KEYS.filter((_, index) => point.signIn[index] !== "valid");
      expect(named).toEqual(partial.length === 0 ? [] : wrong);
    }
  });

  it("a config-error always names at least one problem, with file and key", async () => {
    const unexplained: string[] = [];
    for (const point of points()) {
      const decision = await decide(settingsOf(point));
      if (decision.mode !== "config-error") continue;
      const explained = decision.problems.every(
        (problem) =>
          problem.severity === "error" &&
          problem.source === "policy" &&
          problem.key !== undefined &&
          decision.diagnostics.includes(problem),
      );
      if (decision.problems.length === 0 || !explained) unexplained.push(JSON.stringify(point));
    }
    expect(unexplained).toEqual([]);
  });

  it.each([
    ["the Bedrock region is missing", { inferenceBedrockRegion: undefined }, "inferenceBedrockRegion"],
    ["the Bedrock region is blank", { inferenceBedrockRegion: " " }, "inferenceBedrockRegion"],
    [
      "the Bedrock region is bad",
      { inferenceBedrockRegion: "us-east-1.evil.com/" },
      "inferenceBedrockRegion",
    ],
    ["the base URL is bad", { inferenceBedrockBaseUrl: "http://x" }, "inferenceBedrockBaseUrl"],
  ])("is a config-error for every combination when %s", async (_, change, key) => {
    for (const point of points()) {
      const decision = await decide({ ...settingsOf(point), ...change });
      expect(decision).toMatchObject({ mode: "config-error", problems: [{ key }] });
    }
  });

  it.each([
    ["absent", "inactive"],
    ["unreadable", "unknown"],
    ["untrusted", "config-error"],
    ["malformed", "config-error"],
  ] as const satisfies readonly (readonly [PolicySourceStatus, AuthModeDecision["mode"]])[])(
    "a source that is %s gives %s",
    async (status, mode) => {
      const reading = status === "absent" ? ({ status } as const) : { status, diagnostics: [] };
      const decision = decideAuthMode(await readPolicy([answeringSource(reading)]));
      expect(decision.mode).toBe(mode);
      expect("problems" in decision ? decision.problems.length : 0).toBe(mode === "config-error" ? 1 : 0);
    },
  );
});

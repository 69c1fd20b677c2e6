/**
 * The input space of the decision, and the rule in one sentence: the strongest credential that is set decides, a
 * broken one decides for an error, and fewer than four sign-in keys are not set.
 */
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../src/decide/decision-types.ts";
import type { PolicySnapshot } from "../src/policy-types.ts";
import { BEDROCK, SIGN_IN } from "./support.ts";

export type State = "absent" | "blank" | "valid" | "bad";
export type Mode = AuthModeDecision["mode"];
export type Four = readonly [State, State, State, State];

const STATES: readonly State[] = ["absent", "blank", "valid", "bad"];
const BAD = "not\u0001valid";
export const KEYS: readonly string[] = Object.keys(SIGN_IN);
export const STRONGEST_FIRST = ["bearer-token", "profile", "aws-sso", "credential-helper"] as const;

export interface Point {
  readonly bearer: State;
  readonly profile: State;
  readonly signIn: Four;
  readonly helper: State;
}

export function statesOfFour(): readonly Four[] {
  return STATES.flatMap((a) =>
    STATES.flatMap((b) => STATES.flatMap((c) => STATES.map((d): Four => [a, b, c, d]))),
  );
}

export function points(signIns: readonly Four[]): readonly Point[] {
  return STATES.flatMap((bearer) =>
    STATES.flatMap((profile) =>
      STATES.flatMap((helper) => signIns.map((signIn) => ({ bearer, profile, helper, signIn }))),
    ),
  );
}

/** Every number of keys, valid or not. */
export const SHAPES: readonly Four[] = [
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

export const isSet = (state: State): boolean => state === "valid" || state === "bad";

function signInState(keys: Four): State {
  if (!keys.every(isSet)) return "absent";
  return keys.includes("bad") ? "bad" : "valid";
}

/** @param usable whether sign-in works once its four keys are valid. */
export function expectedMode({ bearer, profile, signIn, helper }: Point, usable = true): Mode {
  const fourKeys = signInState(signIn);
  const states = [bearer, profile, fourKeys === "valid" && !usable ? "bad" : fourKeys, helper];
  const strongest = states.findIndex(isSet);
  if (strongest === -1) return "none";
  return states[strongest] === "valid" ? (STRONGEST_FIRST[strongest] ?? "none") : "config-error";
}

export function settingsOf({ bearer, profile, signIn, helper }: Point): Record<string, string> {
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

/** The points that `snapshotOf` decides otherwise: an expectation for each of many thousands would be slow. */
export async function wrongModes(
  all: readonly Point[],
  snapshotOf: (point: Point) => Promise<PolicySnapshot>,
  expected: (point: Point) => Mode,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const point of all) {
    const { mode } = decideAuthMode(await snapshotOf(point));
    if (mode !== expected(point)) wrong.push(`${JSON.stringify(point)}: ${mode}, not ${expected(point)}`);
  }
  return wrong;
}

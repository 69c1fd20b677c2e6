/** The decision over its whole input space, against the rule that `decision-points.ts` states. */
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../src/decide/decision-types.ts";
import {
  expectedMode,
  isSet,
  KEYS,
  points,
  settingsOf,
  SHAPES,
  statesOfFour,
  STRONGEST_FIRST,
  wrongModes,
  type Mode,
  type Point,
  type State,
} from "./decision-points.ts";
import { snapshotOf } from "./support.ts";

async function decide(point: Point): Promise<AuthModeDecision> {
  return decideAuthMode(await snapshotOf(settingsOf(point)));
}

/** @param change is made to the settings of every point. */
async function wrongUnder(
  change: object,
  all: readonly Point[],
  expected: (point: Point) => Mode,
): Promise<readonly string[]> {
  return wrongModes(all, async (point) => snapshotOf({ ...settingsOf(point), ...change }), expected);
}

const withoutSignIn = (point: Point): Mode => expectedMode(point, false);

describe("every combination of credentials", { timeout: 60_000 }, () => {
  it("absent, blank, valid and bad: the strongest that is set decides", async () => {
    const all = points(statesOfFour());
    expect(all).toHaveLength(4 ** 7);
    expect(await wrongUnder({}, all, expectedMode)).toEqual([]);
  });

  it.each([
    ["no models", { inferenceModels: undefined }],
    ["a blank model list", { inferenceModels: " " }],
    ["an empty model list", { inferenceModels: "[]" }],
    ["a bad model list", { inferenceModels: "[1]" }],
  ])("with %s, only sign-in turns into an error", async (_, change) => {
    expect(await wrongUnder(change, points(SHAPES), withoutSignIn)).toEqual([]);
  });

  it("with an SSO region of another partition, only sign-in turns into an error", async () => {
    const inRegion = points(SHAPES).filter(({ signIn }) => signIn[1] === "valid");
    expect(await wrongUnder({ inferenceBedrockSsoRegion: "cn-north-1" }, inRegion, withoutSignIn)).toEqual(
      [],
    );
  });
});

describe("every combination behind the gate", { timeout: 60_000 }, () => {
  const CONNECTED: readonly object[] = [
    {},
    { inferenceBedrockBaseUrl: "https://vpce.example.com" },
    { inferenceBedrockBaseUrl: "" },
    { inferenceBedrockServiceTier: "fast", inferenceCredentialHelperTtlSec: "-1" },
  ];
  const DISCONNECTED: readonly object[] = [
    { inferenceBedrockRegion: undefined },
    { inferenceBedrockRegion: " " },
    { inferenceBedrockRegion: "us-east-1.evil.example/" },
    { inferenceBedrockBaseUrl: "http://x" },
    { inferenceBedrockRegion: undefined, inferenceBedrockBaseUrl: "https://vpce.example.com" },
  ];

  it.each(["bedrock", " bedrock "])(
    "provider %j, connected: the credentials decide",
    async (inferenceProvider) => {
      for (const change of CONNECTED)
        expect(await wrongUnder({ ...change, inferenceProvider }, points(SHAPES), expectedMode)).toEqual([]);
    },
  );

  it.each(DISCONNECTED)("provider bedrock with %j: always an error", async (change) => {
    expect(await wrongUnder(change, points(SHAPES), () => "config-error")).toEqual([]);
  });

  it.each([undefined, "", " ", "vertex", "mantle", "Bedrock", "x", true, ["bedrock"]])(
    "provider %j: always inactive, whatever the connection",
    async (inferenceProvider) => {
      for (const change of [
        {},
        { inferenceBedrockRegion: undefined },
        { inferenceBedrockBaseUrl: "http://x" },
      ])
        expect(await wrongUnder({ ...change, inferenceProvider }, points(SHAPES), () => "inactive")).toEqual(
          [],
        );
    },
  );
});

describe("the warning about fewer than four keys", () => {
  it("comes once, names every other key, and tells missing, blank and not valid apart", async () => {
    for (const signIn of statesOfFour()) {
      const { diagnostics } = await decide({ bearer: "absent", profile: "absent", helper: "absent", signIn });
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
      const { mode, reason } = await decide(point);
      expect(reason).toMatch(/^[A-Z][^.]*\.$/);
      reasons.set(mode, (reasons.get(mode) ?? new Set()).add(reason));
    }
    for (const mode of STRONGEST_FIRST) expect([...(reasons.get(mode) ?? [])], mode).toHaveLength(1);
  });
});

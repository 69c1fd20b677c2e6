/** The decision over its whole input space, behind every state that the sources can be in. */
import { describe, expect, it } from "vitest";
import type { PolicyPrecedence } from "../src/combine-sources.ts";
import type { PolicyScope, PolicySnapshot, PolicySource, PolicySourceStatus } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import {
  expectedMode,
  points,
  settingsOf,
  SHAPES,
  wrongModes,
  type Mode,
  type Point,
} from "./decision-points.ts";
import { answeringSource, memorySource, text } from "./support.ts";

const PRECEDENCES: readonly PolicyPrecedence[] = [
  "machine-exclusive",
  "machine-over-user",
  "user-over-machine",
];

const BROKEN = [
  ["unreadable", "unknown"],
  ["untrusted", "config-error"],
  ["malformed", "config-error"],
] as const satisfies readonly (readonly [PolicySourceStatus, Mode])[];

function holding(settings: object, scope: PolicyScope): PolicySource {
  return memorySource(text(JSON.stringify(settings)), `${scope}-file`, scope);
}

function broken(status: "unreadable" | "untrusted" | "malformed", scope: PolicyScope): PolicySource {
  return answeringSource({ status, diagnostics: [] }, `${scope}-file`, scope);
}

function absent(scope: PolicyScope): PolicySource {
  return answeringSource({ status: "absent" }, `${scope}-file`, scope);
}

async function wrongWith(
  precedence: PolicyPrecedence,
  sources: (settings: object) => readonly PolicySource[],
  expected: (point: Point) => Mode,
): Promise<readonly string[]> {
  const read = async (point: Point): Promise<PolicySnapshot> =>
    readPolicy(sources(settingsOf(point)), { precedence });
  return wrongModes(points(SHAPES), read, expected);
}

describe.each(PRECEDENCES)("%s", { timeout: 60_000 }, (precedence) => {
  it.each([
    ["an absent", absent],
    ["an empty", (scope: PolicyScope) => holding({}, scope)],
  ])("%s source is no obstacle, on either side", async (_, idle) => {
    const belowMachine = await wrongWith(
      precedence,
      (settings) => [idle("machine"), holding(settings, "user")],
      expectedMode,
    );
    const aboveUser = await wrongWith(
      precedence,
      (settings) => [holding(settings, "machine"), idle("user")],
      expectedMode,
    );
    expect([belowMachine, aboveUser]).toEqual([[], []]);
  });

  it.each(BROKEN)("a machine source that is %s lets nothing through: %s", async (status, mode) => {
    const wrong = await wrongWith(
      precedence,
      (settings) => [broken(status, "machine"), holding(settings, "user")],
      () => mode,
    );
    expect(wrong).toEqual([]);
  });

  it.each(BROKEN)("a user source that is %s matters unless the machine hides it", async (status, mode) => {
    const wrong = await wrongWith(
      precedence,
      (settings) => [holding(settings, "machine"), broken(status, "user")],
      (point) => (precedence === "machine-exclusive" ? expectedMode(point) : mode),
    );
    expect(wrong).toEqual([]);
  });

  it("one blank value of the machine hides the user's policy exactly when it is exclusive", async () => {
    const wrong = await wrongWith(
      precedence,
      (settings) => [holding({ inferenceCredentialHelperTtlSec: "" }, "machine"), holding(settings, "user")],
      (point) => (precedence === "machine-exclusive" ? "inactive" : expectedMode(point)),
    );
    expect(wrong).toEqual([]);
  });
});

/** Validates a seed with zod and fills in the defaults; errors name the path inside the document. */

import { checkInstanceNames, checkSeedNames } from "./check-names.ts";
import { describeIssues } from "./describe-issues.ts";
import { describeProblem, seedInvalid } from "./problems.ts";
import type { SeedProblem } from "./problems.ts";
import type { SeedInstance } from "./seed.ts";
import { instanceSchema, seedSchema } from "./seed-schema.ts";
import type { CheckedInstance, CheckedSeed } from "./seed-schema.ts";
import { completeInstanceSettings, completeSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";

export type { CheckedInstance, CheckedSeed } from "./seed-schema.ts";

export type SeedCheck =
  | { readonly status: "valid"; readonly seed: CheckedSeed }
  | { readonly status: "invalid"; readonly problems: readonly SeedProblem[] };

/**
 * Checks shape and references.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, naming each wrong path; values are not repeated.
 */
export function parseSeed(input: unknown): CheckedSeed {
  const check = checkSeed(input);
  if (check.status === "valid") return check.seed;
  throw seedInvalid(check.problems.map(describeProblem));
}

/** Everything that is wrong with a seed, or the seed with its defaults. */
export function checkSeed(input: unknown): SeedCheck {
  const parsed = seedSchema.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : describeIssues(parsed.error.issues, input)),
    ...checkSeedNames(input),
  ];
  if (!parsed.success || problems.length > 0) return { status: "invalid", problems };
  const settings = completeSettings(parsed.data.settings);
  const [first, ...others] = parsed.data.instances.map((instance) => complete(instance, settings));
  if (first === undefined) throw new Error("The schema demands an instance");
  return { status: "valid", seed: { ...parsed.data, instances: [first, ...others], settings } };
}

/**
 * Checks one instance by itself, as it is after an edit.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, naming each wrong path below the instance.
 */
export function parseInstance(input: unknown, shared: Settings): CheckedInstance {
  const parsed = instanceSchema.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : describeIssues(parsed.error.issues, input, ["instances", 0])),
    ...checkInstanceNames(input),
  ];
  if (!parsed.success || problems.length > 0) throw seedInvalid(problems.map(describeProblem));
  return complete(parsed.data, shared);
}

function complete(instance: SeedInstance, shared: Settings): CheckedInstance {
  return { ...instance, settings: completeInstanceSettings(shared, instance.settings) };
}

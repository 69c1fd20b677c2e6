/** Validates a seed with zod and fills in the defaults; errors name the path inside the document. */

import type { z } from "zod";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Seed, SeedInstance } from "./seed.ts";
import { instanceSchema, seedSchema } from "./seed-schema.ts";
import type { CheckedInstance, CheckedSeed } from "./seed-schema.ts";
import { completeInstanceSettings, completeSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";

export type { CheckedInstance, CheckedSeed } from "./seed-schema.ts";

/**
 * Checks shape and references.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, naming each wrong path; values are not repeated.
 */
export function parseSeed(input: unknown): CheckedSeed {
  const parsed = seedSchema.safeParse(input);
  if (!parsed.success) throw invalid(parsed.error.issues.map(describeIssue));
  const dangling = findDanglingNames(parsed.data);
  if (dangling.length > 0) throw invalid(dangling);
  const settings = completeSettings(parsed.data.settings);
  const [first, ...others] = parsed.data.instances.map((instance) => complete(instance, settings));
  if (first === undefined) throw invalid(["instances: expected at least one"]);
  return { ...parsed.data, instances: [first, ...others], settings };
}

/**
 * Checks one instance by itself, as it is after an edit.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, naming each wrong path below the instance.
 */
export function parseInstance(input: unknown, shared: Settings): CheckedInstance {
  const parsed = instanceSchema.safeParse(input);
  if (!parsed.success) throw invalid(parsed.error.issues.map(describeIssue));
  const dangling = checkInstance(parsed.data, "");
  if (dangling.length > 0) throw invalid(dangling);
  return complete(parsed.data, shared);
}

function complete(instance: SeedInstance, shared: Settings): CheckedInstance {
  return { ...instance, settings: completeInstanceSettings(shared, instance.settings) };
}

function invalid(problems: readonly string[]): MockIdentityCenterError {
  return new MockIdentityCenterError("SEED_INVALID", `The seed is not valid:\n  ${problems.join("\n  ")}`);
}

/** `instances[0].users[1].password: what was expected`. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  return `${formatPath(issue.path)}: ${issue.message}`;
}

function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "(the document)";
}

function findDanglingNames(seed: Seed): string[] {
  const startUrls = seed.instances.map((instance) => instance.startUrl);
  return [
    ...repeated(startUrls).map((index) => `instances[${index}].startUrl: is used twice`),
    ...repeated(seed.models.map((model) => model.modelId)).map(
      (index) => `models[${index}].modelId: is used twice`,
    ),
    ...seed.instances.flatMap((instance, index) => checkInstance(instance, `instances[${index}].`)),
  ];
}

function checkInstance(instance: SeedInstance, path: string): string[] {
  const users = instance.users.map((user) => user.userName);
  const groups = (instance.groups ?? []).map((group) => group.name);
  const accounts = instance.accounts.map((account) => account.accountId);
  const sets = instance.permissionSets.map((set) => set.name);
  const problems = [
    ...repeated(users).map((index) => `${path}users[${index}].userName: is used twice`),
    ...repeated(groups).map((index) => `${path}groups[${index}].name: is used twice`),
    ...repeated(accounts).map((index) => `${path}accounts[${index}].accountId: is used twice`),
    ...repeated(sets).map((index) => `${path}permissionSets[${index}].name: is used twice`),
  ];
  const expectName = (known: readonly string[], name: string | undefined, at: string, kind: string): void => {
    if (name !== undefined && !known.includes(name))
      problems.push(`${path}${at}: names no ${kind} of this instance`);
  };
  for (const [index, group] of (instance.groups ?? []).entries()) {
    group.members.forEach((member, m) => expectName(users, member, `groups[${index}].members[${m}]`, "user"));
  }
  for (const [index, assignment] of instance.assignments.entries()) {
    const at = `assignments[${index}]`;
    expectName(accounts, assignment.accountId, `${at}.accountId`, "account");
    expectName(sets, assignment.permissionSet, `${at}.permissionSet`, "permission set");
    expectName(users, assignment.userName, `${at}.userName`, "user");
    expectName(groups, assignment.groupName, `${at}.groupName`, "group");
  }
  return problems;
}

function repeated(names: readonly string[]): number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}

/**
 * Names in a seed that are used twice, or that name nothing.
 *
 * What is looked at need not be a valid seed: all that is wrong with a file is told at once. Names are not compared
 * with a list in which one is of the wrong type, because that one may be the name.
 */

import { defaultIdentityStoreId } from "../state/directory.ts";
import type { SeedProblem } from "./problems.ts";

type Path = readonly PropertyKey[];
type Loose = Readonly<Record<string, unknown>>;
/** Undefined when one of them is not text. */
type Names = readonly string[] | undefined;

export function checkSeedNames(seed: unknown): SeedProblem[] {
  const instances = itemsOf(seed, "instances");
  return [
    ...usedTwice(namesOf(instances, "startUrl"), (index) => ["instances", index, "startUrl"]),
    ...usedTwice(storeIdsOf(instances), (index) => ["instances", index, "identityStoreId"]),
    ...usedTwice(namesOf(itemsOf(seed, "models"), "modelId"), (index) => ["models", index, "modelId"]),
    ...usedTwice(namesOf(itemsOf(seed, "bedrockApiKeys"), "apiKey"), (index) => [
      "bedrockApiKeys",
      index,
      "apiKey",
    ]),
    ...instances.flatMap((instance, index) => checkInstanceNames(instance, ["instances", index])),
  ];
}

export function checkInstanceNames(instance: unknown, path: Path = []): SeedProblem[] {
  const names = (list: string, name: string): Names => namesOf(itemsOf(instance, list), name);
  const users = names("users", "userName");
  const groups = names("groups", "name");
  const accounts = names("accounts", "accountId");
  const sets = names("permissionSets", "name");
  const twice = (found: Names, list: string, name: string): SeedProblem[] =>
    usedTwice(found, (index) => [...path, list, index, name]);
  return [
    ...twice(users, "users", "userName"),
    ...twice(groups, "groups", "name"),
    ...twice(accounts, "accounts", "accountId"),
    ...twice(sets, "permissionSets", "name"),
    ...itemsOf(instance, "groups").flatMap((group, index) =>
      itemsOf(group, "members").flatMap((member, position) =>
        mustName(users, member, [...path, "groups", index, "members", position], "user"),
      ),
    ),
    ...itemsOf(instance, "assignments").flatMap((assignment, index) => {
      const at = (name: string): Path => [...path, "assignments", index, name];
      const { accountId, permissionSet, userName, groupName } = looseOf(assignment);
      return [
        ...mustName(accounts, accountId, at("accountId"), "account"),
        ...mustName(sets, permissionSet, at("permissionSet"), "permission set"),
        ...mustName(users, userName, at("userName"), "user"),
        ...mustName(groups, groupName, at("groupName"), "group"),
      ];
    }),
  ];
}

function mustName(known: Names, name: unknown, path: Path, kind: string): SeedProblem[] {
  if (known === undefined || typeof name !== "string" || known.includes(name)) return [];
  return [{ path, message: `names no ${kind} of this instance` }];
}

function usedTwice(names: Names = [], pathOf: (index: number) => Path): SeedProblem[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (seen.has(name)) return [{ path: pathOf(index), message: "is used twice" }];
    seen.add(name);
    return [];
  });
}

/** Those that are not given are made of the start URL. */
function storeIdsOf(instances: readonly unknown[]): Names {
  return allTexts(
    instances.map((instance) => {
      const { identityStoreId, startUrl } = looseOf(instance);
      return identityStoreId ?? (typeof startUrl === "string" ? defaultIdentityStoreId(startUrl) : undefined);
    }),
  );
}

function namesOf(items: readonly unknown[], name: string): Names {
  return allTexts(items.map((item) => looseOf(item)[name]));
}

function allTexts(values: readonly unknown[]): Names {
  return values.every((value) => typeof value === "string") ? values : undefined;
}

function itemsOf(value: unknown, name: string): readonly unknown[] {
  const list = looseOf(value)[name];
  return Array.isArray(list) ? list : [];
}

function looseOf(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

/** One Identity Center instance: who exists, what is assigned to whom, and the names AWS derives from that. */

import { createHash } from "node:crypto";
import type { SeedAccount, SeedAssignment, SeedInstance, SeedPermissionSet } from "../seed/seed.ts";

export interface User {
  readonly userName: string;
  readonly password: string;
  readonly displayName: string;
  readonly userId: string;
  enabled: boolean;
}

/** An account and a permission set that a user may use together. */
export interface AssignedRole {
  readonly account: SeedAccount;
  readonly permissionSet: SeedPermissionSet;
}

export class Directory {
  readonly startUrl: string;
  readonly region: string;
  readonly partition: string;
  readonly identityStoreId: string;
  readonly #users: Map<string, User>;
  readonly #groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #accounts: ReadonlyMap<string, SeedAccount>;
  readonly #permissionSets: ReadonlyMap<string, SeedPermissionSet>;
  #assignments: readonly SeedAssignment[];

  constructor(seed: SeedInstance) {
    this.startUrl = seed.startUrl;
    this.region = seed.region;
    this.partition = partitionOf(seed.region);
    this.identityStoreId = seed.identityStoreId ?? `d-${digest(seed.startUrl).slice(0, 10)}`;
    this.#users = new Map(
      seed.users.map((user) => [
        user.userName,
        {
          userName: user.userName,
          password: user.password,
          displayName: user.displayName ?? user.userName,
          userId: user.userId ?? uuidFrom(`${seed.startUrl}\n${user.userName}`),
          enabled: user.enabled ?? true,
        },
      ]),
    );
    this.#groups = new Map((seed.groups ?? []).map((group) => [group.name, new Set(group.members)]));
    this.#accounts = new Map(seed.accounts.map((account) => [account.accountId, account]));
    this.#permissionSets = new Map(seed.permissionSets.map((set) => [set.name, set]));
    this.#assignments = seed.assignments;
  }

  user(userName: string): User | undefined {
    return this.#users.get(userName);
  }

  /** The account and permission set of the first assignment, for callers that want one example. */
  firstAssignment(): SeedAssignment | undefined {
    return this.#assignments[0];
  }

  /** Every role assigned to the user, directly or through a group, each once, by account and name. */
  rolesOf(user: User): AssignedRole[] {
    const roles = new Map<string, AssignedRole>();
    for (const assignment of this.#assignments) {
      if (!this.#concerns(assignment, user)) continue;
      const account = this.#accounts.get(assignment.accountId);
      const permissionSet = this.#permissionSets.get(assignment.permissionSet);
      if (account && permissionSet)
        roles.set(`${account.accountId}/${permissionSet.name}`, { account, permissionSet });
    }
    return [...roles].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, role]) => role);
  }

  role(user: User, accountId: string, roleName: string): AssignedRole | undefined {
    const assigned = this.#assignments.some(
      (a) => a.accountId === accountId && a.permissionSet === roleName && this.#concerns(a, user),
    );
    const account = this.#accounts.get(accountId);
    const permissionSet = this.#permissionSets.get(roleName);
    return assigned && account && permissionSet ? { account, permissionSet } : undefined;
  }

  hasAssignment(wanted: SeedAssignment): boolean {
    return this.#assignments.some((assignment) => isSame(assignment, wanted));
  }

  removeAssignment(removed: SeedAssignment): void {
    this.#assignments = this.#assignments.filter((assignment) => !isSame(assignment, removed));
  }

  #concerns(assignment: SeedAssignment, user: User): boolean {
    if (assignment.userName !== undefined) return assignment.userName === user.userName;
    return this.#groups.get(assignment.groupName ?? "")?.has(user.userName) ?? false;
  }
}

/** `AWSReservedSSO_<permission set>_<16 hex>`: the IAM role that Identity Center provisions in the account. */
export function reservedRoleName(accountId: string, permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_${digest(`${accountId}/${permissionSet}`).slice(0, 16)}`;
}

/** `AROA…`: the unique id of that role. */
export function reservedRoleId(accountId: string, permissionSet: string): string {
  const hash = createHash("sha256").update(`role ${accountId}/${permissionSet}`).digest();
  return `AROA${[...hash.subarray(0, 17)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("")}`;
}

function isSame(a: SeedAssignment, b: SeedAssignment): boolean {
  return (
    a.accountId === b.accountId &&
    a.permissionSet === b.permissionSet &&
    a.userName === b.userName &&
    a.groupName === b.groupName
  );
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function uuidFrom(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** One Identity Center instance: who exists, what is assigned to whom, and the names AWS derives from that. */

import { createHash } from "node:crypto";
import type { CheckedInstance } from "../seed/parse-seed.ts";
import type { SeedAccount, SeedAssignment, SeedPermissionSet, SeedUser } from "../seed/seed.ts";
import type { InstanceSettings } from "../seed/settings.ts";
import { partitionOf } from "../aws-names/partitions.ts";

export interface User {
  readonly userName: string;
  readonly userId: string;
  password: string;
  displayName: string;
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
  /** `ssoins-` and 16 hexadecimal digits, derived from the start URL. */
  readonly instanceId: string;
  /** Another name of the instance; not an address, nothing answers there. */
  readonly issuerUrl: string;
  #seed: CheckedInstance;
  readonly #users = new Map<string, User>();
  #groups: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #accounts: ReadonlyMap<string, SeedAccount> = new Map();
  #permissionSets: ReadonlyMap<string, SeedPermissionSet> = new Map();

  constructor(seed: CheckedInstance) {
    this.startUrl = seed.startUrl;
    this.region = seed.region;
    const { name, issuerHost } = partitionOf(seed.region);
    this.partition = name;
    this.identityStoreId = seed.identityStoreId ?? defaultIdentityStoreId(seed.startUrl);
    this.instanceId = `ssoins-${digest(`instance ${seed.startUrl}`).slice(0, 16)}`;
    this.issuerUrl = `https://${issuerHost}/${this.instanceId}`;
    this.#seed = seed;
    this.update(seed);
  }

  /** Everything that is in it, as a seed would say it. */
  get seed(): CheckedInstance {
    return this.#seed;
  }

  get settings(): InstanceSettings {
    return this.#seed.settings;
  }

  /** Takes over an edited seed. Who is still in it stays the same person; whoever is gone is disabled for good. */
  update(seed: CheckedInstance): void {
    this.#seed = seed;
    this.#groups = new Map((seed.groups ?? []).map((group) => [group.name, new Set(group.members)]));
    this.#accounts = new Map(seed.accounts.map((account) => [account.accountId, account]));
    this.#permissionSets = new Map(seed.permissionSets.map((set) => [set.name, set]));
    const names = new Set(seed.users.map(({ userName }) => userName));
    for (const user of this.#users.values()) {
      if (names.has(user.userName)) continue;
      user.enabled = false;
      this.#users.delete(user.userName);
    }
    for (const each of seed.users) this.#updateUser(each);
  }

  #updateUser({ userName, password, displayName = userName, userId, enabled = true }: SeedUser): void {
    const user = this.#users.get(userName);
    if (user !== undefined) {
      Object.assign(user, { password, displayName, enabled });
      return;
    }
    const id = userId ?? uuidFrom(`${this.startUrl}\n${userName}`);
    this.#users.set(userName, { userName, userId: id, password, displayName, enabled });
  }

  user(userName: string): User | undefined {
    return this.#users.get(userName);
  }

  /** Every role assigned to the user, directly or through a group, each once, by account and name. */
  rolesOf(user: User): AssignedRole[] {
    const roles = new Map<string, AssignedRole>();
    for (const assignment of this.#seed.assignments) {
      if (!this.#concerns(assignment, user)) continue;
      const account = this.#accounts.get(assignment.accountId);
      const permissionSet = this.#permissionSets.get(assignment.permissionSet);
      if (account && permissionSet)
        roles.set(`${account.accountId}/${permissionSet.name}`, { account, permissionSet });
    }
    return [...roles].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, role]) => role);
  }

  role(user: User, accountId: string, roleName: string): AssignedRole | undefined {
    const assigned = this.#seed.assignments.some(
      (a) => a.accountId === accountId && a.permissionSet === roleName && this.#concerns(a, user),
    );
    const account = this.#accounts.get(accountId);
    const permissionSet = this.#permissionSets.get(roleName);
    return assigned && account && permissionSet ? { account, permissionSet } : undefined;
  }

  /** As it is now: a policy that was edited counts for credentials minted before. */
  permissionSet(name: string): SeedPermissionSet | undefined {
    return this.#permissionSets.get(name);
  }

  #concerns(assignment: SeedAssignment, user: User): boolean {
    if (assignment.userName !== undefined) return assignment.userName === user.userName;
    return this.#groups.get(assignment.groupName ?? "")?.has(user.userName) ?? false;
  }
}

/** The id of an instance whose seed names none. */
export function defaultIdentityStoreId(startUrl: string): string {
  return `d-${digest(startUrl).slice(0, 10)}`;
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

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function uuidFrom(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

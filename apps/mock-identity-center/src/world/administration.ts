/** What users and administrators do, by every way in: the in-process handle, the control API and the pages. */

import { MockIdentityCenterError } from "../mock-error.ts";
import type {
  SeedAccount,
  SeedAssignment,
  SeedGroup,
  SeedInstance,
  SeedInstanceSettings,
  SeedPermissionSet,
  SeedUser,
} from "../seed/seed.ts";
import type { DeviceAuthorization, SignIn } from "../state/records.ts";
import { isPending, Overview } from "./overview.ts";
import type { World } from "./world.ts";

export interface SessionInfo {
  readonly id: string;
  readonly userName: string;
  readonly startUrl: string;
  readonly clientName: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly status: "active" | "over" | "signed-out" | "revoked";
}

/** What of a user can change: names and ids stay. */
export type ChangedUser = {
  readonly [Name in "password" | "displayName" | "enabled"]?: SeedUser[Name] | undefined;
};

/**
 * Edits name an instance by start URL or identity store id, the first by default; what an edit would leave dangling
 * is refused with SEED_INVALID and its path. Every method may throw UNKNOWN_INSTANCE.
 */
export class Administration extends Overview {
  readonly #world: World;

  constructor(world: World) {
    super(world);
    this.#world = world;
  }

  /** Approves a pending code as if the user had done it in the browser; @throws UNKNOWN_USER_CODE, USER_CODE_SPENT, UNKNOWN_USER. */
  approve(userCode: string, userName: string): void {
    const device = this.#pendingDevice(userCode);
    const user = device.directory.user(userName);
    if (user === undefined) throw unknownUser();
    const { store, now } = this.#world.context;
    store.approve(device, user, now());
  }

  /** @throws UNKNOWN_USER_CODE, USER_CODE_SPENT */
  deny(userCode: string): void {
    this.#world.context.store.deny(this.#pendingDevice(userCode));
  }

  /** `https://identitycenter…/ssoins-…`: the other name of an instance that clients register with. */
  issuerUrl(instance?: string): string {
    return this.#world.directory(instance).issuerUrl;
  }

  sessions(): readonly SessionInfo[] {
    const now = this.#world.context.now();
    return this.#world.context.store.signIns().map((signIn) => sessionInfo(signIn, now));
  }

  /** "Delete session" of the console: its tokens die, minted role credentials live on; @throws UNKNOWN_SESSION. */
  revokeSession(id: string): void {
    const { store } = this.#world.context;
    const signIn = store.signIn(id);
    if (signIn === undefined)
      throw new MockIdentityCenterError("UNKNOWN_SESSION", "There is no session with this id");
    store.endSignIn(signIn, "revoked");
  }

  /** Adds a user, or replaces what is known of one. */
  putUser(user: SeedUser, instance?: string): void {
    this.#world.edit(instance, (seed) => ({ ...seed, users: put(seed.users, user, "userName") }));
  }

  /** With memberships and assignments; sessions of the user end; @throws UNKNOWN_USER. */
  removeUser(userName: string, instance?: string): void {
    if (this.#world.directory(instance).user(userName) === undefined) throw unknownUser();
    this.#world.edit(instance, (seed) => ({
      ...seed,
      users: seed.users.filter((user) => user.userName !== userName),
      groups: (seed.groups ?? []).map(({ name, members }) => ({
        name,
        members: members.filter((member) => member !== userName),
      })),
      assignments: seed.assignments.filter((assignment) => assignment.userName !== userName),
    }));
  }

  /** In every instance that has the user; @throws UNKNOWN_USER. */
  setUserEnabled(userName: string, enabled: boolean): void {
    const holders = this.#world.context.directories.filter((each) => each.user(userName) !== undefined);
    if (holders.length === 0) throw unknownUser();
    for (const { startUrl } of holders)
      this.#world.edit(startUrl, (seed) => ({
        ...seed,
        users: seed.users.map((user) => (user.userName === userName ? { ...user, enabled } : user)),
      }));
  }

  /** Changes what is given of a user; @throws UNKNOWN_USER. */
  changeUser(userName: string, { password, displayName, enabled }: ChangedUser, instance?: string): void {
    if (this.#world.directory(instance).user(userName) === undefined) throw unknownUser();
    this.#world.edit(instance, (seed) => ({
      ...seed,
      users: seed.users.map((user) =>
        user.userName === userName
          ? {
              ...user,
              password: password ?? user.password,
              displayName: displayName ?? user.displayName,
              enabled: enabled ?? user.enabled,
            }
          : user,
      ),
    }));
  }

  putGroup(group: SeedGroup, instance?: string): void {
    this.#world.edit(instance, (seed) => ({ ...seed, groups: put(seed.groups ?? [], group, "name") }));
  }

  /** With its assignments; @throws UNKNOWN_GROUP. */
  removeGroup(name: string, instance?: string): void {
    const { groups = [] } = this.#world.directory(instance).seed;
    if (!groups.some((group) => group.name === name))
      throw new MockIdentityCenterError("UNKNOWN_GROUP", "The directory holds no group of this name");
    this.#world.edit(instance, (seed) => ({
      ...seed,
      groups: groups.filter((group) => group.name !== name),
      assignments: seed.assignments.filter((assignment) => assignment.groupName !== name),
    }));
  }

  putAccount(account: SeedAccount, instance?: string): void {
    this.#world.edit(instance, (seed) => ({ ...seed, accounts: put(seed.accounts, account, "accountId") }));
  }

  /** With its assignments; @throws UNKNOWN_ACCOUNT. */
  removeAccount(accountId: string, instance?: string): void {
    const { accounts } = this.#world.directory(instance).seed;
    if (!accounts.some((account) => account.accountId === accountId))
      throw new MockIdentityCenterError("UNKNOWN_ACCOUNT", "The instance has no account of this id");
    this.#world.edit(instance, (seed) => ({
      ...seed,
      accounts: accounts.filter((account) => account.accountId !== accountId),
      assignments: seed.assignments.filter((assignment) => assignment.accountId !== accountId),
    }));
  }

  /** A changed policy counts at once, for credentials minted before as well. */
  putPermissionSet(permissionSet: SeedPermissionSet, instance?: string): void {
    this.#world.edit(instance, (seed) => ({
      ...seed,
      permissionSets: put(seed.permissionSets, permissionSet, "name"),
    }));
  }

  /** With its assignments; credentials minted before are allowed nothing more; @throws UNKNOWN_PERMISSION_SET. */
  removePermissionSet(name: string, instance?: string): void {
    const { permissionSets } = this.#world.directory(instance).seed;
    if (!permissionSets.some((set) => set.name === name))
      throw new MockIdentityCenterError("UNKNOWN_PERMISSION_SET", "The instance has no such permission set");
    this.#world.edit(instance, (seed) => ({
      ...seed,
      permissionSets: permissionSets.filter((set) => set.name !== name),
      assignments: seed.assignments.filter((assignment) => assignment.permissionSet !== name),
    }));
  }

  /** Adding what is there already changes nothing. */
  addAssignment(assignment: SeedAssignment, instance?: string): void {
    this.#world.edit(instance, (seed) => ({
      ...seed,
      assignments: seed.assignments.some((other) => isSame(other, assignment))
        ? seed.assignments
        : [...seed.assignments, assignment],
    }));
  }

  /** In the instance named, or in every one that has it; @throws UNKNOWN_ASSIGNMENT. */
  removeAssignment(removed: SeedAssignment, instance?: string): void {
    const holds = ({ assignments }: SeedInstance): boolean =>
      assignments.some((each) => isSame(each, removed));
    const searched =
      instance === undefined ? this.#world.context.directories : [this.#world.directory(instance)];
    const holders = searched.filter(({ seed }) => holds(seed));
    if (holders.length === 0)
      throw new MockIdentityCenterError(
        "UNKNOWN_ASSIGNMENT",
        "No assignment names this account, role and user or group",
      );
    for (const { startUrl } of holders)
      this.#world.edit(startUrl, (seed) => ({
        ...seed,
        assignments: seed.assignments.filter((assignment) => !isSame(assignment, removed)),
      }));
  }

  /** Changes the settings that are given; sessions and tokens that exist keep their ends. */
  changeSettings(settings: SeedInstanceSettings, instance?: string): void {
    this.#world.edit(instance, (seed) => ({ ...seed, settings: { ...seed.settings, ...settings } }));
  }

  #pendingDevice(userCode: string): DeviceAuthorization {
    const device = this.#world.context.store.deviceByUserCode(userCode);
    if (device === undefined)
      throw new MockIdentityCenterError("UNKNOWN_USER_CODE", "No sign-in waits for this user code");
    if (isPending(device, this.#world.context.now())) return device;
    throw new MockIdentityCenterError("USER_CODE_SPENT", "This user code is decided already, or has expired");
  }
}

/** In the place of the item with the same name, or at the end. */
function put<T>(items: readonly T[], item: T, name: keyof T): readonly T[] {
  const index = items.findIndex((other) => other[name] === item[name]);
  return index === -1 ? [...items, item] : items.with(index, item);
}

function isSame(a: SeedAssignment, b: SeedAssignment): boolean {
  return (
    a.accountId === b.accountId &&
    a.permissionSet === b.permissionSet &&
    a.userName === b.userName &&
    a.groupName === b.groupName
  );
}

function sessionInfo(signIn: SignIn, now: number): SessionInfo {
  return {
    id: signIn.id,
    userName: signIn.user.userName,
    startUrl: signIn.directory.startUrl,
    clientName: signIn.client.clientName,
    startedAt: new Date(signIn.startedAt),
    endsAt: new Date(signIn.endsAt),
    status: signIn.ended ?? (now < signIn.endsAt ? "active" : "over"),
  };
}

function unknownUser(): MockIdentityCenterError {
  return new MockIdentityCenterError("UNKNOWN_USER", "The directory holds no user of this name");
}

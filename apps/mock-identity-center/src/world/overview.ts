/** What there is to see of the world, without a password or a token. */

import type { SeedAccount, SeedAssignment, SeedGroup, SeedPermissionSet } from "../seed/seed.ts";
import type { InstanceSettings } from "../seed/settings.ts";
import type { DeviceAuthorization } from "../state/records.ts";
import { formatUserCode } from "../state/shapes.ts";
import type { World } from "./world.ts";

export interface InstanceInfo {
  readonly startUrl: string;
  readonly region: string;
  readonly identityStoreId: string;
}

export interface UserInfo {
  readonly userName: string;
  readonly displayName: string;
  readonly userId: string;
  readonly enabled: boolean;
}

/** A device sign-in that waits for somebody to allow or deny it. */
export interface PendingCode {
  /** As people see it, with its dash. */
  readonly userCode: string;
  readonly startUrl: string;
  readonly clientName: string;
  readonly expiresAt: Date;
}

/** Lists of one instance name it by start URL or identity store id, the first by default; @throws UNKNOWN_INSTANCE. */
export class Overview {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  instances(): readonly InstanceInfo[] {
    return this.#world.context.directories.map(({ startUrl, region, identityStoreId }) => ({
      startUrl,
      region,
      identityStoreId,
    }));
  }

  users(instance?: string): readonly UserInfo[] {
    const directory = this.#world.directory(instance);
    return directory.seed.users
      .flatMap(({ userName }) => directory.user(userName) ?? [])
      .map(({ userName, displayName, userId, enabled }) => ({ userName, displayName, userId, enabled }));
  }

  groups(instance?: string): readonly SeedGroup[] {
    return this.#world.directory(instance).seed.groups ?? [];
  }

  accounts(instance?: string): readonly SeedAccount[] {
    return this.#world.directory(instance).seed.accounts;
  }

  permissionSets(instance?: string): readonly SeedPermissionSet[] {
    return this.#world.directory(instance).seed.permissionSets;
  }

  assignments(instance?: string): readonly SeedAssignment[] {
    return this.#world.directory(instance).seed.assignments;
  }

  /** Complete: what the instance says, then the document, then the defaults. */
  settings(instance?: string): InstanceSettings {
    return this.#world.directory(instance).settings;
  }

  /** Of every instance, oldest first. */
  pendingCodes(): readonly PendingCode[] {
    const { store, now } = this.#world.context;
    return store
      .devices()
      .filter((device) => isPending(device, now()))
      .map(({ userCode, directory, client, expiresAt }) => ({
        userCode: formatUserCode(userCode),
        startUrl: directory.startUrl,
        clientName: client.clientName,
        expiresAt: new Date(expiresAt),
      }));
  }
}

/** Neither decided nor expired. */
export function isPending(device: DeviceAuthorization, now: number): boolean {
  return device.decision.status === "pending" && now < device.expiresAt;
}

/** From the world to the records of a state file. */

import { createHash } from "node:crypto";
import type { KeptClock } from "../core/clock.ts";
import type { Seed } from "../seed/seed.ts";
import type { Directory, User } from "../state/directory.ts";
import type { StoredRecord } from "../state/records.ts";
import type { World } from "../world/world.ts";
import { stateVersion } from "./saved.ts";
import type { SavedHeader, SavedRecord, SavedUser } from "./saved.ts";

const warning =
  "Test data of mock-identity-center. The key in it opens everything that this mock has issued.";

/** The whole world: what a new file begins with. */
export function* saveWorld(
  world: World,
  clock: KeptClock,
  startedWith: string,
): Generator<SavedHeader | SavedRecord> {
  const { tables, loaded } = world;
  yield { mockIdentityCenterState: stateVersion, warning, mintKey: tables.mint.key, startedWith, loaded };
  yield saveClock(clock);
  for (const directory of world.context.directories) yield saveInstance(directory);
  for (const stored of tables.records()) yield saveRecord(stored);
  yield { end: true };
}

export function saveClock({ state }: KeptClock): SavedRecord {
  return { clock: state };
}

export function saveInstance({ identityStoreId, seed }: Directory): SavedRecord {
  return { instance: seed, id: identityStoreId };
}

export function saveRecord(stored: StoredRecord): SavedRecord {
  switch (stored.kind) {
    case "client":
      return { client: stored.record };
    case "device": {
      const { client, directory, decision, ...rest } = stored.record;
      const saved =
        decision.status === "approved" ? { ...decision, user: saveUser(decision.user, directory) } : decision;
      return {
        device: {
          ...rest,
          client: client.clientId,
          directory: directory.identityStoreId,
          decision: saved,
        },
      };
    }
    case "signIn": {
      const { client, directory, user, ...rest } = stored.record;
      return {
        signIn: {
          ...rest,
          client: client.clientId,
          directory: directory.identityStoreId,
          user: saveUser(user, directory),
        },
      };
    }
    case "accessToken":
      return { accessToken: { ...stored.record, signIn: stored.record.signIn.id } };
    case "refreshToken":
      return { refreshToken: { ...stored.record, signIn: stored.record.signIn.id } };
    case "credentials": {
      const { account, permissionSet, directory, user, ...rest } = stored.record;
      return {
        credentials: {
          ...rest,
          accountId: account.accountId,
          permissionSet: permissionSet.name,
          directory: directory.identityStoreId,
          user: saveUser(user, directory),
        },
      };
    }
  }
}

/** Says whether two starts were given the same seed, whatever the order of its members. */
export function seedDigest(seed: Seed): string {
  return createHash("sha256").update(JSON.stringify(seed, sortMembers)).digest("hex");
}

function saveUser(user: User, directory: Directory): SavedUser {
  const { userName, userId } = user;
  return directory.user(userName) === user ? userName : { userName, userId };
}

function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

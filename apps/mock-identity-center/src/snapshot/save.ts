/** From the world to the records of a state file. */

import { createHash } from "node:crypto";
import type { KeptClock } from "../core/clock.ts";
import type { Seed } from "../seed/seed.ts";
import type { Directory } from "../state/directory.ts";
import type { DeviceAuthorization, SignIn, StoredRecord } from "../state/records.ts";
import type { World } from "../world/world.ts";
import { stateVersion } from "./saved.ts";
import type { SavedDevice, SavedHeader, SavedRecord, SavedUser } from "./saved.ts";

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
    case "client": {
      const { record } = stored;
      return { client: { ...record, directory: record.directory?.identityStoreId } };
    }
    case "device": {
      const { record } = stored;
      return { device: { ...record, ...between(record), decision: saveDecision(record) } };
    }
    case "authorizationRequest":
      return { authorizationRequest: { ...stored.record, ...between(stored.record) } };
    case "authorizationCode": {
      const { record } = stored;
      const signIn = record.signIn?.id;
      return { authorizationCode: { ...record, ...between(record), user: saveUser(record), signIn } };
    }
    case "signIn":
      return { signIn: { ...stored.record, ...between(stored.record), user: saveUser(stored.record) } };
    case "accessToken":
      return { accessToken: { ...stored.record, signIn: stored.record.signIn.id } };
    case "refreshToken":
      return { refreshToken: { ...stored.record, signIn: stored.record.signIn.id } };
    case "credentials": {
      const { account, permissionSet, ...rest } = stored.record;
      const names = { accountId: account.accountId, permissionSet: permissionSet.name };
      const directory = rest.directory.identityStoreId;
      return { credentials: { ...rest, ...names, directory, user: saveUser(rest) } };
    }
  }
}

/** Says whether two starts were given the same seed, whatever the order of its members. */
export function seedDigest(seed: Seed): string {
  return createHash("sha256").update(JSON.stringify(seed, sortMembers)).digest("hex");
}

/** The names of a client and of the instance it is used with. */
function between({
  client,
  directory,
}: Pick<SignIn, "client" | "directory">): Record<"client" | "directory", string> {
  return { client: client.clientId, directory: directory.identityStoreId };
}

function saveDecision({ decision, directory }: DeviceAuthorization): SavedDevice["decision"] {
  if (decision.status !== "approved") return decision;
  return { ...decision, user: saveUser({ user: decision.user, directory }) };
}

function saveUser({ user, directory }: Pick<SignIn, "user" | "directory">): SavedUser {
  const { userName, userId } = user;
  return directory.user(userName) === user ? userName : { userName, userId };
}

function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** From the records of a state file to the world. */

import type { KeptClock } from "../core/clock.ts";
import { parseInstance } from "../seed/parse-seed.ts";
import type { Directory, User } from "../state/directory.ts";
import type { DeviceDecision } from "../state/records.ts";
import type { World } from "../world/world.ts";
import type { SavedDevice, SavedRecord, SavedUser } from "./saved.ts";

/** The message is the end of a sentence that begins with file and line. */
export class DanglingReference extends Error {}

/**
 * Puts records back, one after the other, in the order of the file. Members that are undefined are not in the file;
 * they are named here all the same, because records of one shape are smaller and faster.
 */
export class Restorer {
  readonly #world: World;
  readonly #clock: KeptClock;
  /** Users that are in no directory any more, each once. */
  readonly #gone = new Map<string, User>();

  constructor(world: World, clock: KeptClock) {
    this.#world = world;
    this.#clock = clock;
  }

  /** @throws {DanglingReference} when the record needs another one that did not come before it. */
  restore(saved: SavedRecord): void {
    const { tables } = this.#world;
    if ("accessToken" in saved) {
      const record = { ...saved.accessToken, signIn: this.#signIn(saved.accessToken.signIn) };
      tables.restore({ kind: "accessToken", record });
    } else if ("refreshToken" in saved) {
      const record = { ...saved.refreshToken, signIn: this.#signIn(saved.refreshToken.signIn) };
      tables.restore({ kind: "refreshToken", record });
    } else if ("device" in saved) this.#restoreDevice(saved.device);
    else if ("signIn" in saved) this.#restoreSignIn(saved.signIn);
    else if ("client" in saved)
      tables.restore({ kind: "client", record: { ...saved.client, grantTypes: saved.client.grantTypes } });
    else if ("credentials" in saved) this.#restoreCredentials(saved.credentials);
    else if ("instance" in saved)
      this.#directory(saved.id).update(parseInstance(saved.instance, this.#world.loaded.settings));
    else if ("clock" in saved) this.#clock.state = saved.clock;
  }

  #restoreDevice(saved: SavedDevice): void {
    const directory = this.#directory(saved.directory);
    const record = {
      ...saved,
      lastPollAt: saved.lastPollAt,
      client: this.#client(saved.client),
      directory,
      decision: this.#decision(saved.decision, directory),
    };
    this.#world.tables.restore({ kind: "device", record });
  }

  #decision(saved: SavedDevice["decision"], directory: Directory): DeviceDecision {
    return saved.status === "approved"
      ? { ...saved, user: this.#user(saved.user, directory) }
      : { status: saved.status };
  }

  /** Tokens point at the sign-in, so that one which is there already is changed and not replaced. */
  #restoreSignIn(saved: Extract<SavedRecord, { signIn: unknown }>["signIn"]): void {
    const existing = this.#world.tables.signIns.get(saved.id);
    if (existing !== undefined) {
      Object.assign(existing, { ended: saved.ended });
      return;
    }
    const directory = this.#directory(saved.directory);
    const record = {
      ...saved,
      ended: saved.ended,
      client: this.#client(saved.client),
      directory,
      user: this.#user(saved.user, directory),
    };
    this.#world.tables.restore({ kind: "signIn", record });
  }

  /** Of account and permission set the names are enough: the rest is read from the directory when it is needed. */
  #restoreCredentials(saved: Extract<SavedRecord, { credentials: unknown }>["credentials"]): void {
    const { accountId, permissionSet, ...rest } = saved;
    const directory = this.#directory(saved.directory);
    const record = {
      ...rest,
      account: { accountId, name: accountId },
      permissionSet: { name: permissionSet },
      directory,
      user: this.#user(saved.user, directory),
    };
    this.#world.tables.restore({ kind: "credentials", record });
  }

  #client(clientId: string): NonNullable<ReturnType<World["tables"]["clients"]["get"]>> {
    return found(this.#world.tables.clients.get(clientId), "a client");
  }

  #signIn(id: string): NonNullable<ReturnType<World["tables"]["signIns"]["get"]>> {
    return found(this.#world.tables.signIns.get(id), "a sign-in");
  }

  #directory(id: string): Directory {
    return found(
      this.#world.context.directories.find(({ identityStoreId }) => identityStoreId === id),
      "an instance",
    );
  }

  #user(saved: SavedUser, directory: Directory): User {
    if (typeof saved === "string") return found(directory.user(saved), "a user");
    const key = `${directory.identityStoreId}/${saved.userId}`;
    const user = this.#gone.get(key) ?? {
      ...saved,
      displayName: saved.userName,
      password: "",
      enabled: false,
    };
    this.#gone.set(key, user);
    return user;
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new DanglingReference(`refers to ${what} that the file does not hold`);
  return value;
}

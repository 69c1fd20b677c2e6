/** From the records of a state file to the world. */

import type { KeptClock } from "../core/clock.ts";
import { parseInstance } from "../seed/parse-seed.ts";
import type { Directory, User } from "../state/directory.ts";
import type {
  AuthorizationCode,
  ClientRegistration,
  DeviceAuthorization,
  DeviceDecision,
  RoleCredentials,
  SignIn,
  StoredRecord,
} from "../state/records.ts";
import type { World } from "../world/world.ts";
import type {
  SavedCode,
  SavedCredentials,
  SavedDevice,
  SavedRecord,
  SavedUser,
  WorldRecord,
} from "./saved.ts";

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
    if ("signIn" in saved) this.#restoreSignIn(saved.signIn);
    else if ("instance" in saved)
      this.#directory(saved.id).update(parseInstance(saved.instance, this.#world.loaded.settings));
    else if ("clock" in saved) this.#clock.state = saved.clock;
    else if (!("end" in saved)) this.#world.tables.restore(this.#stored(saved));
  }

  #stored(saved: Exclude<SavedRecord, { signIn: unknown } | WorldRecord>): StoredRecord {
    if ("accessToken" in saved) {
      const { accessToken: token } = saved;
      const record = { ...token, jweLength: token.jweLength, signIn: this.#signIn(token.signIn) };
      return { kind: "accessToken", record };
    }
    if ("refreshToken" in saved) {
      const { refreshToken: token } = saved;
      return { kind: "refreshToken", record: { ...token, signIn: this.#signIn(token.signIn) } };
    }
    if ("device" in saved) return { kind: "device", record: this.#device(saved.device) };
    if ("client" in saved) {
      const { client } = saved;
      const directory = client.directory === undefined ? undefined : this.#directory(client.directory);
      return { kind: "client", record: { ...client, grantTypes: client.grantTypes, directory } };
    }
    if ("authorizationRequest" in saved) {
      const { authorizationRequest: request } = saved;
      const record = { ...request, state: request.state, ...this.#between(request) };
      return { kind: "authorizationRequest", record };
    }
    if ("authorizationCode" in saved)
      return { kind: "authorizationCode", record: this.#authorizationCode(saved.authorizationCode) };
    return { kind: "credentials", record: this.#credentials(saved.credentials) };
  }

  #between({ client, directory }: { client: string; directory: string }): {
    client: ClientRegistration;
    directory: Directory;
  } {
    return { client: this.#client(client), directory: this.#directory(directory) };
  }

  #device(saved: SavedDevice): DeviceAuthorization {
    const between = this.#between(saved);
    const decision = this.#decision(saved.decision, between.directory);
    return { ...saved, lastPollAt: saved.lastPollAt, ...between, decision };
  }

  #authorizationCode(saved: SavedCode): AuthorizationCode {
    const between = this.#between(saved);
    const user = this.#user(saved.user, between.directory);
    return {
      ...saved,
      ...between,
      user,
      signIn: saved.signIn === undefined ? undefined : this.#signIn(saved.signIn),
    };
  }

  #decision(saved: SavedDevice["decision"], directory: Directory): DeviceDecision {
    return saved.status === "approved"
      ? { ...saved, user: this.#user(saved.user, directory) }
      : { status: saved.status };
  }

  /** Tokens point at the sign-in, so that one which is there already is changed and not replaced. */
  #restoreSignIn(saved: Extract<SavedRecord, { signIn: unknown }>["signIn"]): void {
    const { tables } = this.#world;
    const existing = tables.signIns.get(saved.id);
    if (existing !== undefined) {
      Object.assign(existing, { ended: saved.ended });
      return;
    }
    const between = this.#between(saved);
    const user = this.#user(saved.user, between.directory);
    tables.restore({ kind: "signIn", record: { ...saved, ended: saved.ended, ...between, user } });
  }

  /** Of account and permission set the names are enough: the rest is read from the directory when it is needed. */
  #credentials({ accountId, permissionSet, ...saved }: SavedCredentials): RoleCredentials {
    const directory = this.#directory(saved.directory);
    return {
      ...saved,
      account: { accountId, name: accountId },
      permissionSet: { name: permissionSet },
      directory,
      user: this.#user(saved.user, directory),
    };
  }

  #client(clientId: string): ClientRegistration {
    return found(this.#world.tables.clients.get(clientId), "a client");
  }

  #signIn(id: string): SignIn {
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

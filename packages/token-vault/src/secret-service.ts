/**
 * The items of the Secret Service that carry a service and an account, as keytar and libsecret write them, so that
 * either finds what the other stored.
 *
 * @see https://specifications.freedesktop.org/secret-service/latest/
 */

import { BUS } from "./d-bus-connection.ts";
import type { DBusConnection } from "./d-bus-connection.ts";
import type { MethodCall } from "./d-bus-message.ts";
import { variant } from "./d-bus-value.ts";
import type { DBusValue, Variant } from "./d-bus-value.ts";
import { KeyStoreError } from "./key-store.ts";
import { LOCKED, REFUSED_ACCESS } from "./keychain-advice.ts";
import { ALGORITHM, keyAgreement } from "./secret-transfer.ts";
import type { SecretTransfer } from "./secret-transfer.ts";

const NAME = "org.freedesktop.secrets";
const ROOT = "/org/freedesktop/secrets";
const DEFAULT_COLLECTION = `${ROOT}/aliases/default`;
/** Where a method gives a prompt, this means that none is needed. */
const NO_OBJECT = "/";

const GNOME_KEYRING = "org.gnome.keyring";
const GNOME_PROMPTER = "org.gnome.keyring.SystemPrompter";

const SECRET = "org.freedesktop.Secret";
/** What the bus should pass on. */
const COMPLETED = `type='signal',sender='${NAME}',interface='${SECRET}.Prompt',member='Completed'`;
/** libsecret adds it to every item of a schema, and looks for it. */
const SCHEMA = ["xdg:schema", "org.freedesktop.Secret.Generic"] as const;

export interface SecretService {
  /** Whether a person is being asked for a password now. */
  readonly isPrompting: boolean;
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<boolean>;
}

interface Session {
  readonly path: string;
  readonly transfer: SecretTransfer;
}

/** Rejects with the connection's errors, and with `KeyStoreError` for what stayed locked or was refused. */
export function secretService(connection: DBusConnection, service: string): SecretService {
  let openedSession: Promise<Session> | undefined;
  let watching: Promise<unknown> | undefined;
  let prompts = 0;

  const call = (
    path: string,
    name: string,
    member: string,
    signature: string,
    body: readonly DBusValue[],
  ): Promise<readonly DBusValue[]> => {
    const method: MethodCall = {
      destination: NAME,
      path,
      interface: `${SECRET}.${name}`,
      member,
      signature,
      body,
    };
    return connection.call(method);
  };

  const openSession = async (): Promise<Session> => {
    const agreement = keyAgreement();
    const input = variant("ay", agreement.publicKey);
    const [output, path] = await call(ROOT, "Service", "OpenSession", "sv", [ALGORITHM, input]);
    const { value } = output as Variant;
    return { path: path as string, transfer: agreement.agree(value as Uint8Array) };
  };
  const session = (): Promise<Session> => (openedSession ??= openSession());

  const attributes = (account: string): readonly (readonly [string, string])[] => [
    ["service", service],
    ["account", account],
    SCHEMA,
  ];

  const search = async (account: string): Promise<readonly [unlocked: string[], locked: string[]]> => {
    const found = await call(ROOT, "Service", "SearchItems", "a{ss}", [attributes(account)]);
    return found as readonly [string[], string[]];
  };

  const isDefaultLocked = async (): Promise<boolean> => {
    const [locked] = await connection.call({
      destination: NAME,
      path: DEFAULT_COLLECTION,
      interface: "org.freedesktop.DBus.Properties",
      member: "Get",
      signature: "ss",
      body: [`${SECRET}.Collection`, "Locked"],
    });
    return (locked as Variant).value === true;
  };

  const isOnTheBus = async (name: string): Promise<boolean> => {
    const [isOwned] = await connection.call({ ...BUS, member: "NameHasOwner", signature: "s", body: [name] });
    return isOwned === true;
  };

  /** gnome-keyring calls a prompt dismissed as well when there was nothing to show it, as without a display. */
  const wasNobodyAsked = async (): Promise<boolean> => {
    const names = [GNOME_KEYRING, GNOME_PROMPTER];
    const [isGnome, hasPrompter] = await Promise.all(names.map(isOnTheBus));
    return isGnome === true && hasPrompter !== true;
  };

  /** Lets the service ask the person, and waits for the answer. */
  const prompt = async (path: string): Promise<void> => {
    if (path === NO_OBJECT) return;
    const completed = connection.signal(path, "Completed");
    completed.catch(() => undefined);
    await (watching ??= connection.call({ ...BUS, member: "AddMatch", signature: "s", body: [COMPLETED] }));
    await call(path, "Prompt", "Prompt", "s", [""]);
    prompts += 1;
    const [isDismissed] = await completed.finally(() => (prompts -= 1));
    if (isDismissed !== true) return;
    if (await wasNobodyAsked()) throw new KeyStoreError("locked", LOCKED);
    throw new KeyStoreError("denied", REFUSED_ACCESS);
  };

  const unlock = async (paths: readonly string[]): Promise<void> => {
    const [, needed] = await call(ROOT, "Service", "Unlock", "ao", [paths]);
    await prompt(needed as string);
  };

  /** Unlocks what is needed to tell. */
  const itemsOf = async (account: string, which: "one" | "all"): Promise<readonly string[]> => {
    const [unlocked, locked] = await search(account);
    if (which === "one" && unlocked.length > 0) return unlocked;
    if (locked.length > 0) await unlock(locked);
    if (unlocked.length + locked.length > 0) return [...unlocked, ...locked];
    // Some services do not search what is locked.
    if (!(await isDefaultLocked())) return [];
    await unlock([DEFAULT_COLLECTION]);
    return (await search(account)).flat();
  };

  return {
    get isPrompting() {
      return prompts > 0;
    },
    async get(account) {
      const [{ path, transfer }, [item]] = await Promise.all([session(), itemsOf(account, "one")]);
      if (item === undefined) return undefined;
      const [secret] = await call(item, "Item", "GetSecret", "o", [path]);
      const [, initializationVector, ciphertext] = secret as readonly [string, Buffer, Buffer];
      return transfer.decrypt({ initializationVector, ciphertext });
    },
    async set(account, value) {
      const [{ path, transfer }, isLocked] = await Promise.all([session(), isDefaultLocked()]);
      if (isLocked) await unlock([DEFAULT_COLLECTION]);
      const { initializationVector, ciphertext } = transfer.encrypt(value);
      const properties = [
        [`${SECRET}.Item.Label`, variant("s", `${service}/${account}`)],
        [`${SECRET}.Item.Attributes`, variant("a{ss}", attributes(account))],
      ] as const;
      const secret = [path, initializationVector, ciphertext, "text/plain"];
      const replace = true;
      const body = [properties, secret, replace];
      const [, needed] = await call(DEFAULT_COLLECTION, "Collection", "CreateItem", "a{sv}(oayays)b", body);
      await prompt(needed as string);
    },
    async delete(account) {
      const items = await itemsOf(account, "all");
      for (const item of items) {
        const [needed] = await call(item, "Item", "Delete", "", []);
        await prompt(needed as string);
      }
      return items.length > 0;
    },
  };
}

/** A mock with something on every page, and the list of its pages. */

import { bedrockInferencePolicy } from "../../../src/index.ts";
import type { Seed } from "../../../src/index.ts";
import { authorizePath, registerNative } from "../../support/authorize.ts";
import { startRig } from "../../support/rig.ts";
import type { Device, Rig } from "../../support/rig.ts";

export const builtIn = "d-9067abcdef";
export const federated = "d-1234567890";
export const federatedStartUrl = "https://globex.awsapps.com/start";
export const person = { userName: "ada.lovelace", password: "engine-1843" };
export const federatedPerson = { userName: "marie.curie", password: "radium-1898" };

export interface Showcase extends AsyncDisposable {
  readonly rig: Rig;
  /** A code that nobody has decided. */
  readonly device: Device;
  readonly pages: readonly ShownPage[];
}

export interface ShownPage {
  readonly name: string;
  readonly path: string;
  /** Who has to be signed in to see it. */
  readonly as: "nobody" | "user";
}

/** @param dress changes every name that a seed or a client may choose freely. */
export async function startShowcase(dress: (name: string) => string = (name) => name): Promise<Showcase> {
  const rig = await startRig({ seed: showcaseSeed(dress) });
  const userName = dress(person.userName);
  const client = await rig.register({ clientName: dress("Latchkey on Ada's laptop") });
  const { accessToken } = await rig.signIn(userName, client);
  await rig.signIn(dress("grace.hopper"), client);
  await rig.portal("/federation/credentials?account_id=111122223333&role_name=BedrockInference", accessToken);
  await rig.portal("/federation/credentials?account_id=111122223333&role_name=Billing", accessToken);
  const device = await rig.startDevice(client);
  const native = await registerNative(rig, { clientName: dress("A native app") });
  const authorization = await rig.send("GET", authorizePath(native));
  const [session] = rig.mock.sessions();
  const pages: ShownPage[] = [
    nobody("device", `/device?user_code=${device.userCode}`),
    nobody("sign-in", "/signin"),
    nobody("password", `/signin/password?${new URLSearchParams({ user_name: userName }).toString()}`),
    nobody("sign-in-refused", "/signin/federated?answer=forged"),
    { name: "consent", path: `/device/allow?user_code=${device.userCode}`, as: "user" },
    { name: "authorize", path: authorization.headers.get("location") ?? "", as: "user" },
    nobody("authorize-refused", "/authorize?client_id=nobody"),
    nobody("code-refused", "/device/allow?user_code=BBBB-BBBB"),
    nobody("allowed", "/device/allowed"),
    nobody("denied", "/device/denied"),
    { name: "portal", path: "/start", as: "user" },
    { name: "portal-search", path: "/start?q=zzz", as: "user" },
    nobody("admin-overview", admin("")),
    nobody("admin-users", admin("/users")),
    nobody("admin-user-add", admin("/users/add")),
    nobody("admin-user", admin("/users/edit", { user: userName })),
    nobody("admin-user-delete", admin("/users/delete", { user: userName })),
    nobody("admin-groups", admin("/groups")),
    nobody("admin-group", admin("/groups/edit", { group: dress("Bedrock users") })),
    nobody("admin-group-delete", admin("/groups/delete", { group: dress("Bedrock users") })),
    nobody("admin-accounts", admin("/accounts")),
    nobody("admin-account-add", admin("/accounts/add")),
    nobody("admin-account", admin("/accounts/edit", { account: "111122223333" })),
    nobody("admin-account-delete", admin("/accounts/delete", { account: "111122223333" })),
    nobody("admin-permission-set-delete", admin("/permission-sets/delete", { set: "ReadOnly" })),
    nobody("admin-permission-sets", admin("/permission-sets")),
    nobody("admin-permission-set", admin("/permission-sets/edit", { set: "BedrockInference" })),
    nobody("admin-permission-set-add", admin("/permission-sets/add")),
    nobody("admin-assignments", admin("/assignments", { done: "assignment-saved" })),
    nobody("admin-sessions", admin("/sessions")),
    nobody("admin-sessions-all", admin("/sessions", { show: "all" })),
    nobody("admin-session-delete", admin("/sessions/delete", { session: session?.id ?? "" })),
    nobody("admin-codes", admin("/codes")),
    nobody("admin-code", admin("/codes/decide", { code: device.userCode.replace("-", "") })),
    nobody("admin-settings", admin("/settings")),
    nobody("admin-events", admin("/events")),
    nobody("admin-requests", admin("/requests")),
    nobody("admin-clock", admin("/clock")),
    nobody("admin-federated", `/admin/${federated}`),
    nobody("admin-gone", "/admin/d-0000000000"),
  ];
  return { rig, device, pages, [Symbol.asyncDispose]: () => rig.mock.close() };
}

function admin(path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `/admin/${builtIn}${path}${search === "" ? "" : `?${search}`}`;
}

function nobody(name: string, path: string): ShownPage {
  return { name, path, as: "nobody" };
}

function showcaseSeed(dress: (name: string) => string): Seed {
  const users = ["ada.lovelace", "grace.hopper", "alan.turing", "charles.babbage", "edsger.dijkstra"];
  const accounts = ["Bedrock", "Sandbox", "Data platform", "Web shop", "Archive", "Security", "Build"].map(
    (name, index) => ({
      accountId: String(111_122_223_333 + index * 1_000_001),
      name: dress(name),
      email: dress(`${name.toLowerCase().replace(" ", "-")}@acme.example`),
    }),
  );
  const bedrockUsers = dress("Bedrock users");
  return {
    instances: [
      {
        startUrl: "https://acme.awsapps.com/start",
        region: "us-east-1",
        identityStoreId: builtIn,
        users: users.map((name) => ({
          userName: dress(name),
          password: name === "ada.lovelace" ? person.password : `${name}-1900`,
          displayName: dress(
            name.replaceAll(/\.?\b[a-z]/g, (start) => start.replace(".", " ").toUpperCase()),
          ),
          enabled: name !== "charles.babbage",
        })),
        groups: [
          { name: bedrockUsers, members: [dress("ada.lovelace"), dress("charles.babbage")] },
          { name: dress("Nobody yet"), members: [] },
        ],
        accounts,
        permissionSets: [
          { name: "BedrockInference", sessionDurationSeconds: 28_800, inlinePolicy: bedrockInferencePolicy },
          { name: "ReadOnly" },
        ],
        assignments: [
          ...accounts.map(({ accountId }) => ({
            accountId,
            permissionSet: "ReadOnly",
            groupName: bedrockUsers,
          })),
          { accountId: "111122223333", permissionSet: "BedrockInference", groupName: bedrockUsers },
          { accountId: "111122223333", permissionSet: "BedrockInference", userName: dress("grace.hopper") },
        ],
      },
      {
        startUrl: federatedStartUrl,
        region: "eu-west-1",
        identityStoreId: federated,
        identityProvider: { kind: "saml-stand-in", name: dress("Globex Login") },
        users: [{ ...federatedPerson, userName: dress(federatedPerson.userName) }],
        accounts: [],
        permissionSets: [],
        assignments: [],
      },
    ],
    models: [],
  };
}

/** A portal of the mock with a person signed in, and our package bound to it on a manual clock. */
import { defaultSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter, Seed } from "@latchkey/mock-identity-center";
import { secret } from "@latchkey/secret";
import type { Secret } from "@latchkey/secret";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { createAccessPortal } from "../../src/index.ts";
import type { AccessPortal, AccessPortalOptions } from "../../src/index.ts";

export interface MockPortal extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly clock: ManualClock;
  readonly portal: AccessPortal;
  readonly accessToken: Secret;
}

export async function mockPortal(
  seed: Seed = defaultSeed,
  options: Partial<AccessPortalOptions> = {},
): Promise<MockPortal> {
  const mock = await startMockIdentityCenter({ seed });
  const clock = manualClock();
  const { region, portalUrl } = mock;
  const endpoint = new URL(portalUrl);
  return {
    mock,
    clock,
    portal: createAccessPortal({ region, endpoint, clock, random: () => 0, ...options }),
    accessToken: await signIn(mock),
    [Symbol.asyncDispose]: () => mock.close(),
  };
}

/** Ada is assigned one permission set in each of `count` accounts. */
export function seedWithAccounts(count: number, settings: Seed["settings"] = {}): Seed {
  const [instance, ...others] = defaultSeed.instances;
  if (instance === undefined) throw new Error("the default seed has an instance");
  const ids = Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
  const accounts = ids.map((accountId) => ({ accountId, name: `Account ${accountId}` }));
  const assigned = { permissionSet: "ReadOnly", userName: "ada.lovelace" };
  const assignments = ids.map((accountId) => ({ accountId, ...assigned }));
  return { ...defaultSeed, instances: [{ ...instance, accounts, assignments }, ...others], settings };
}

/** The wire's own words: the other package has no place in these tests. */
async function signIn(mock: MockIdentityCenter): Promise<Secret> {
  const post = async (path: string, body: object): Promise<Readonly<Record<string, string>>> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${mock.oidcUrl}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return (await response.json()) as Readonly<Record<string, string>>;
  };
  const scopes = ["sso:account:access"];
  const registered = await post("/client/register", { clientName: "a test", clientType: "public", scopes });
  const { clientId = "", clientSecret = "" } = registered;
  const client = { clientId, clientSecret };
  const device = await post("/device_authorization", { ...client, startUrl: mock.startUrl });
  mock.approve(device["userCode"] ?? "", "ada.lovelace");
  const grantType = "urn:ietf:params:oauth:grant-type:device_code";
  const token = await post("/token", { ...client, grantType, deviceCode: device["deviceCode"] });
  return secret(token["accessToken"] ?? "");
}

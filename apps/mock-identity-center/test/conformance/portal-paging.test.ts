/** The pages of the portal's lists: sizes, tokens, empty pages, and how the last page says so. */

import { SSOClient, paginateListAccounts } from "@aws-sdk/client-sso";
import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";

function seedWithAccounts(count: number, settings: Seed["settings"] = {}): Seed {
  const [instance, ...others] = defaultSeed.instances;
  if (instance === undefined) throw new Error("the default seed has an instance");
  const ids = Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
  const accounts = ids.map((accountId) => ({ accountId, name: `Account ${accountId}` }));
  const assignments = ids.map((accountId) => ({
    accountId,
    permissionSet: "ReadOnly",
    userName: "ada.lovelace",
  }));
  return { ...defaultSeed, instances: [{ ...instance, accounts, assignments }, ...others], settings };
}

test("pages follow next_token to the last account, and max_result sets their size", async () => {
  await using rig = await startRig({ seed: seedWithAccounts(45) });
  const { accessToken } = await rig.signIn();
  const sizes: number[] = [];
  const seen = new Set<string>();
  let next = "";
  do {
    const { json } = await rig.portal(`/assignment/accounts${next}`, accessToken);
    const list = json["accountList"] as readonly { accountId: string }[];
    sizes.push(list.length);
    for (const account of list) seen.add(account.accountId);
    next = json["nextToken"] === null ? "" : `?next_token=${encodeURIComponent(json["nextToken"] as string)}`;
  } while (next !== "");
  expect(sizes).toEqual([20, 20, 5]);
  expect(seen.size).toBe(45);
  const whole = await rig.portal("/assignment/accounts?max_result=100", accessToken);
  expect(whole.json["accountList"]).toHaveLength(45);
});

test("a next_token of one list does not open another", async () => {
  await using rig = await startRig({ seed: seedWithAccounts(3) });
  const { accessToken } = await rig.signIn();
  const { json } = await rig.portal("/assignment/accounts?max_result=1", accessToken);
  const path = `/assignment/roles?account_id=100000000000&next_token=${json["nextToken"] as string}`;
  expect((await rig.portal(path, accessToken)).status).toBe(400);
});

test.for([
  ["null", '{"nextToken":null,'],
  ["empty", '{"nextToken":"",'],
  ["absent", '{"accountList":'],
] as const)("the last page says so with nextToken %s when set to", async ([lastPageToken, opening]) => {
  await using rig = await startRig({ seed: seedWithAccounts(1, { lastPageToken }) });
  const { accessToken } = await rig.signIn();
  expect((await rig.portal("/assignment/accounts", accessToken)).text.startsWith(opening)).toBe(true);
});

test.for([
  ["max_result=2", ["100000000001", "100000000002"]],
  ["", ["100000000001", "100000000002"]],
  ["max_result=1", ["100000000001"]],
] as const)(
  "a next_token opens the rest of its list with any page size, as with '%s'",
  async ([size, rest]) => {
    await using rig = await startRig({ seed: seedWithAccounts(3) });
    const { accessToken } = await rig.signIn();
    const { json } = await rig.portal("/assignment/accounts?max_result=1", accessToken);
    const next = `/assignment/accounts?next_token=${json["nextToken"] as string}&${size}`;
    const list = (await rig.portal(next, accessToken)).json["accountList"] as readonly {
      accountId: string;
    }[];
    expect(list.map(({ accountId }) => accountId)).toEqual(rest);
  },
);

test("a list that gets shorter between two pages ends with an empty page", async () => {
  await using rig = await startRig({ seed: seedWithAccounts(3) });
  const { accessToken } = await rig.signIn();
  const { json } = await rig.portal("/assignment/accounts?max_result=2", accessToken);
  for (const accountId of ["100000000001", "100000000002"])
    rig.mock.removeAssignment({ accountId, permissionSet: "ReadOnly", userName: "ada.lovelace" });
  const next = `/assignment/accounts?max_result=2&next_token=${json["nextToken"] as string}`;
  expect((await rig.portal(next, accessToken)).text).toBe('{"nextToken":null,"accountList":[]}');
});

/** The sizes of the pages, by following the tokens. */
async function pageSizes(rig: Rig, accessToken: string): Promise<number[]> {
  const sizes: number[] = [];
  let token: unknown = "";
  while (typeof token === "string") {
    const query = token === "" ? "" : `&next_token=${token}`;
    const { json } = await rig.portal(`/assignment/accounts?max_result=2${query}`, accessToken);
    sizes.push((json["accountList"] as readonly unknown[]).length);
    token = json["nextToken"];
  }
  return sizes;
}

test.for([
  [{}, 5, [2, 2, 1]],
  [{ emptyPages: "none" }, 4, [2, 2]],
  [{ emptyPages: "interleaved" }, 5, [0, 2, 0, 2, 0, 1]],
  [{ emptyPages: "interleaved" }, 2, [0, 2]],
] as const)("emptyPages: with %j the pages of %i accounts are %j", async ([settings, count, sizes]) => {
  await using rig = await startRig({ seed: seedWithAccounts(count, settings) });
  const { accessToken } = await rig.signIn();
  expect(await pageSizes(rig, accessToken)).toEqual(sizes);
});

test("the AWS SDK's paginator reads on behind an empty page", async () => {
  await using rig = await startRig({ seed: seedWithAccounts(5, { emptyPages: "interleaved" }) });
  const { accessToken } = await rig.signIn();
  const client = new SSOClient({ region: rig.mock.region, endpoint: rig.mock.portalUrl });
  const names: (string | undefined)[] = [];
  for await (const page of paginateListAccounts({ client, pageSize: 2 }, { accessToken }))
    names.push(...(page.accountList ?? []).map(({ accountName }) => accountName));
  expect(names).toHaveLength(5);
});

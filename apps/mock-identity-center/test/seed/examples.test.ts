/** The seeds under `examples/` work as they are. */

import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadSeed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../../examples/seeds/${name}`, import.meta.url));

test("small.yaml: its user signs in and sees the one account, its leading zero kept", async () => {
  await using rig = await startRig({ seed: await loadSeed(example("small.yaml")) });
  const { accessToken } = await rig.signIn("ada");
  const { json } = await rig.portal("/assignment/accounts", accessToken);
  expect(json["accountList"]).toEqual([
    { accountId: "012345678901", accountName: "Engineering", emailAddress: "engineering@example.com" },
  ]);
});

test("many-accounts.yaml: 56 accounts come on three pages, by a group", async () => {
  await using rig = await startRig({ seed: await loadSeed(example("many-accounts.yaml")) });
  const { accessToken } = await rig.signIn("mira.platform");
  const counts: number[] = [];
  let next = "";
  do {
    const { json } = await rig.portal(`/assignment/accounts${next}`, accessToken);
    counts.push((json["accountList"] as unknown[]).length);
    const token = json["nextToken"] as string | null;
    next = token === null ? "" : `?next_token=${encodeURIComponent(token)}`;
  } while (next !== "");
  expect(counts).toEqual([20, 20, 16]);
});

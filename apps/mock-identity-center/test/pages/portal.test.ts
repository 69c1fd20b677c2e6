/** The access portal: accounts, roles, search, and whose they are. */

import { expect, test } from "vitest";
import type { Reply } from "../support/rig.ts";
import { Visit, textsOf } from "../support/visit.ts";
import { federated, person, startShowcase } from "./support/showcase.ts";

const accountsOf = ({ text }: Reply): number => text.match(/data-testid="account"/g)?.length ?? 0;

test("the accounts of the signed-in user are counted, with their roles", async () => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  await visit.signIn(person.userName, person.password);
  const page = await visit.get("/start");
  expect(accountsOf(page)).toBe(7);
  expect(textsOf(page, "account-count")).toEqual(["7 accounts"]);
  expect(textsOf(page, "signed-in-user")).toEqual(["ada.lovelace"]);
  expect(page.text).toContain("7 accounts</span> and");
  expect(page.text).toContain("8 roles");
});

test.for([
  ["SANDBOX", 1],
  ["111122223333", 1],
  ["data-platform@", 1],
  ["readonly", 7],
  ["BedrockInference", 1],
  ["nothing like it", 0],
] as const)("searching for %s finds %d accounts", async ([search, found]) => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  await visit.signIn(person.userName, person.password);
  const page = await visit.get(`/start?${new URLSearchParams({ q: search }).toString()}`);
  expect(accountsOf(page)).toBe(found);
  expect(textsOf(page, "found")).toEqual([found === 1 ? "1 account found" : `${found} accounts found`]);
});

test("a user without accounts is told so, and needs no search", async () => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  await visit.signIn("alan.turing", "alan.turing-1900");
  const page = await visit.get("/start");
  expect(textsOf(page, "no-accounts")[0]).toMatch(/^No account is assigned to you/);
  expect(page.text).not.toContain('data-testid="search"');
});

test("the portal of another instance asks to sign in there, and so does the end of the session", async () => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  await visit.signIn(person.userName, person.password);
  const other = await visit.get(`/start?instance=${federated}`);
  expect(other.headers.get("location")).toMatch(new RegExp(`^/signin\\?instance=${federated}&`));
  showcase.rig.mock.clock.advance(28_799_999);
  expect((await visit.get("/start")).status).toBe(200);
  showcase.rig.mock.clock.advance(1);
  expect((await visit.get("/start")).headers.get("location")).toMatch(/^\/signin/);
});

/** Names that look like markup, in every field that a seed or a client chooses, on every page: they come out as text. */

import { expect, test } from "vitest";
import { Visit } from "../support/visit.ts";
import type { Reply } from "../support/rig.ts";
import { builtIn, federated, federatedPerson, person, startShowcase } from "./support/showcase.ts";

/** Closes attributes, elements, text areas, styles and comments, and opens some of its own. */
const hostile = `'"></bdi></option></textarea></style></pre>--><script>alert(1)</script><img src=x onerror=alert(1)>&#34;\``;
const dress = (name: string): string => `${name}${hostile}`;

/** What pages of this mock never hold, unless a value got through. */
const injected = /<img|<script>alert|onerror=alert\(1\)>|<\/textarea><\/style>|&#34;`/;

function expectHarmless({ text }: Reply, name: string): void {
  expect(text, name).toMatch(/^<!doctype html>/);
  expect(text, name).not.toMatch(injected);
  // Every attribute value ends where its own quote is, so tags hold no stray quotes.
  for (const [tag] of text.matchAll(/<[a-z][^>]*>/g)) expect((tag.match(/"/g) ?? []).length % 2, tag).toBe(0);
}

test("every page shows hostile names as text", async () => {
  await using showcase = await startShowcase(dress);
  const { rig, pages } = showcase;
  const stranger = new Visit(rig);
  const user = new Visit(rig);
  await user.signIn(dress(person.userName), person.password);
  let shown = 0;
  for (const { name, path, as } of pages) {
    const reply = await (as === "user" ? user : stranger).get(path);
    expectHarmless(reply, name);
    if (reply.text.includes("&#60;script&#62;")) shown += 1;
  }
  expect(shown).toBeGreaterThan(20);
});

test("the external identity provider shows hostile names as text", async () => {
  await using showcase = await startShowcase(dress);
  const visit = new Visit(showcase.rig);
  await visit.get(`/signin?instance=${federated}`);
  const sent = await visit.post("/signin", {
    instance: federated,
    user_name: dress(federatedPerson.userName),
  });
  const page = await visit.get(sent.headers.get("location") ?? "");
  expectHarmless(page, "provider");
  expect(page.text).toContain("&#60;script&#62;");
  const request = new URL(sent.headers.get("location") ?? "", showcase.rig.mock.url).searchParams.get(
    "request",
  );
  const refused = await visit.post(`/idp/${federated}`, {
    request: request ?? "",
    user_name: hostile,
    password: "x",
  });
  expectHarmless(refused, "provider refusal");
});

/** Every form, filled with hostile text wherever it takes text, so that it comes back with what was typed. */
const refusals: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "/device": { user_code: hostile },
  "/signin": { user_name: "", instance: hostile, continue: hostile },
  "/signin/password": { user_name: hostile, password: hostile, instance: hostile, continue: hostile },
  "users/add": { user_name: hostile, display_name: hostile, password: "" },
  groups: { group_name: hostile.repeat(3) },
  "groups/add-member": { group: dress("Bedrock users"), member: hostile },
  "accounts/add": { account_id: hostile, account_name: hostile, email: hostile },
  "permission-sets/add": {
    set_name: hostile,
    duration: hostile,
    policy: `{"${hostile.replace('"', "")}": 1}`,
  },
  assignments: { who: `user:${hostile}`, set: hostile, account: hostile },
  "clock/advance": { amount: hostile },
  "clock/set": { time: hostile },
  settings: { sessionDurationSeconds: hostile, lastPageToken: hostile },
};

test.for(Object.entries(refusals))("what was typed into %s comes back as text", async ([page, form]) => {
  await using showcase = await startShowcase(dress);
  const visit = new Visit(showcase.rig);
  await visit.get("/device");
  const path = page.startsWith("/") ? page : `/admin/${builtIn}/${page}`;
  const reply = await visit.post(path, form);
  expect(reply.status).toBe(400);
  expectHarmless(reply, page);
});

test("hostile queries come back as text", async () => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  const text = encodeURIComponent(hostile);
  const admin = `/admin/${builtIn}`;
  const paths = [
    `/device?user_code=${text}`,
    `/device/allow?user_code=${text}`,
    `/signin?instance=${text}&continue=${text}&user_name=${text}`,
    `/signin/password?instance=${text}&continue=${text}&user_name=${text}`,
    `/signin/federated?answer=${text}`,
    `/idp/${federated}?request=${text}`,
    ...["users", "accounts", "assignments", "sessions"].map(
      (page) => `${admin}/${page}?q=${text}&page=${text}&done=${text}`,
    ),
    `${admin}/events?user=${text}&event=${text}&page=${text}`,
    `${admin}/requests?operation=${text}`,
  ];
  for (const path of paths) {
    const reply = await visit.get(path);
    expect(reply.status, path).toBeLessThan(500);
    expectHarmless(reply, path);
  }
});

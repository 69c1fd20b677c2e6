/** Every form of the pages needs the token of the browser it was sent to. */

import { expect, test } from "vitest";
import { Visit } from "../support/visit.ts";
import { builtIn, federated, startShowcase } from "./support/showcase.ts";

const admin = (page: string): string => `/admin/${builtIn}/${page}`;

/** Each POST with values that would work. */
const posts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`/idp/${federated}`]: { request: "any" },
  [admin("users/add")]: { user_name: "new", password: "new-1900" },
  [admin("users/edit")]: { user: "ada.lovelace", display_name: "Changed" },
  [admin("users/enable")]: { user: "charles.babbage" },
  [admin("users/disable")]: { user: "ada.lovelace" },
  [admin("users/delete")]: { user: "ada.lovelace" },
  [admin("groups")]: { group_name: "new" },
  [admin("groups/add-member")]: { group: "Bedrock users", member: "alan.turing" },
  [admin("groups/remove-member")]: { group: "Bedrock users", user: "ada.lovelace" },
  [admin("groups/delete")]: { group: "Bedrock users" },
  [admin("accounts/add")]: { account_id: "999900001111", account_name: "new" },
  [admin("accounts/edit")]: { account: "111122223333", account_name: "Changed" },
  [admin("accounts/delete")]: { account: "111122223333" },
  [admin("permission-sets/delete")]: { set: "ReadOnly" },
  [admin("permission-sets/add")]: { set_name: "New", duration: "1 h" },
  [admin("permission-sets/edit")]: { set: "ReadOnly", duration: "2 h" },
  [admin("assignments")]: { who: "user:alan.turing", set: "ReadOnly", account: "111122223333" },
  [admin("assignments/remove")]: {
    who: "user:grace.hopper",
    set: "BedrockInference",
    account: "111122223333",
  },
  [admin("sessions/delete")]: {},
  [admin("codes/decide")]: { decision: "deny" },
  [admin("settings")]: { sessionDurationSeconds: "1 h" },
  [admin("clock/advance")]: { amount: "1 h" },
  [admin("clock/set")]: { time: "2026-02-01 00:00" },
  [admin("clock/freeze")]: {},
  [admin("clock/resume")]: {},
};

test("no POST does anything without its CSRF token, or with that of another browser", async () => {
  await using showcase = await startShowcase();
  const { mock } = showcase.rig;
  const visit = new Visit(showcase.rig);
  const stranger = new Visit(showcase.rig);
  await visit.get("/device");
  await stranger.get("/device");
  const state = (): string =>
    JSON.stringify([mock.seed, mock.sessions(), mock.clock.now(), mock.clock.frozen]);
  const before = state();
  const values = {
    session: mock.sessions()[0]?.id ?? "",
    code: showcase.device.userCode.replace("-", ""),
  };
  for (const [path, form] of Object.entries(posts)) {
    for (const csrf of ["", stranger.csrf]) {
      expect((await visit.post(path, { ...values, ...form, csrf })).status, path).toBe(403);
    }
  }
  expect(state()).toBe(before);
});

test("the list above names every POST that the administrator's pages offer", async () => {
  await using showcase = await startShowcase();
  const visit = new Visit(showcase.rig);
  const offered = new Set<string>();
  showcase.rig.mock.clock.freeze();
  for (const { path } of showcase.pages.filter((page) => page.path.startsWith(admin("").replace(/\/$/, ""))))
    for (const [, action] of (await visit.get(path)).text.matchAll(/method="post" action="([^"]*)"/g))
      offered.add(action ?? "");
  showcase.rig.mock.clock.resume();
  for (const [, action] of (await visit.get(admin("clock"))).text.matchAll(/method="post" action="([^"]*)"/g))
    offered.add(action ?? "");
  const listed = Object.keys(posts).filter((path) => path.startsWith("/admin"));
  expect([...offered].toSorted()).toEqual(listed.toSorted());
});

/** Users and groups on the administrator's pages. */

import { expect, test } from "vitest";
import type { SeedGroup, SeedUser } from "../../../src/index.ts";
import { problemsOf, textsOf } from "../../support/visit.ts";
import { startAdministrator } from "../support/administrator.ts";
import type { Administrator } from "../support/administrator.ts";

function findUser({ mock }: Administrator, userName: string): SeedUser | undefined {
  return mock.seed.instances[0]?.users.find((user) => user.userName === userName);
}

function findGroup({ mock }: Administrator, name: string): SeedGroup | undefined {
  return mock.seed.instances[0]?.groups?.find((group) => group.name === name);
}

test("a user is added, and can sign in", async () => {
  await using admin = await startAdministrator();
  const form = {
    user_name: " emmy.noether ",
    display_name: "Emmy Noether",
    password: "ring-1921",
    enabled: "on",
  };
  const reply = await admin.submit("users/add", form);
  expect(textsOf(reply, "done")).toEqual(["The user is saved."]);
  expect(reply.text).toContain("emmy.noether");
  expect(findUser(admin, "emmy.noether")).toEqual({
    userName: "emmy.noether",
    password: "ring-1921",
    displayName: "Emmy Noether",
    enabled: true,
  });
});

test("a user without name or password, or with a name that is taken, is refused, and the form keeps what was typed", async () => {
  await using admin = await startAdministrator();
  const empty = await admin.submit("users/add", { user_name: "", display_name: "Kept", password: "" });
  expect(empty.status).toBe(400);
  expect(problemsOf(empty)).toEqual(["Enter a user name.", "Enter a password."]);
  expect(empty.text).toContain('value="Kept"');
  expect(empty.text).toMatch(/href="#field-user-name"/);
  const taken = await admin.submit("users/add", { user_name: "ada.lovelace", password: "x" });
  expect(problemsOf(taken)).toEqual(["There is a user with this name already."]);
  const long = await admin.submit("users/add", { user_name: "x".repeat(257), password: "y" });
  expect(problemsOf(long)).toHaveLength(1);
  expect(long.text).toMatch(/aria-describedby="field-user-name-wrong"\s+aria-invalid="true"/);
});

test("an edit keeps the password and the user id unless they are given", async () => {
  await using admin = await startAdministrator();
  const page = await admin.get("users/edit?user=ada.lovelace");
  expect(page.text).not.toContain("engine-1843");
  await admin.submit("users/edit", {
    user: "ada.lovelace",
    display_name: "Countess",
    password: "",
    enabled: "on",
  });
  expect(findUser(admin, "ada.lovelace")).toMatchObject({ displayName: "Countess", password: "engine-1843" });
  await admin.submit("users/edit", {
    user: "ada.lovelace",
    display_name: "",
    password: "new-1",
    enabled: "",
  });
  expect(findUser(admin, "ada.lovelace")).toMatchObject({ password: "new-1", enabled: false });
  expect((await admin.get("users/edit?user=nobody")).status).toBe(303);
});

test("a user is disabled and enabled; their session stops counting", async () => {
  await using admin = await startAdministrator();
  const { rig } = admin.showcase;
  const { accessToken } = await rig.signIn("ada.lovelace");
  await admin.submit("users/disable", { user: "ada.lovelace" });
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  const reply = await admin.submit("users/enable", { user: "ada.lovelace" });
  expect(textsOf(reply, "done")).toEqual(["The user is enabled."]);
  expect(findUser(admin, "ada.lovelace")?.enabled).toBe(true);
});

test("a user is deleted after a confirmation, with memberships and assignments", async () => {
  await using admin = await startAdministrator();
  const question = await admin.get("users/delete?user=ada.lovelace");
  expect(question.text).toContain('data-testid="confirm"');
  expect(findUser(admin, "ada.lovelace")).toBeDefined();
  await admin.submit("users/delete", { user: "ada.lovelace" });
  expect(findUser(admin, "ada.lovelace")).toBeUndefined();
  expect(findGroup(admin, "Bedrock users")?.members).toEqual(["charles.babbage"]);
  const gone = await admin.submit("users/delete", { user: "ada.lovelace" });
  expect(textsOf(gone, "done")).toEqual(["That one does not exist any more."]);
});

test("a group is added, gets a member, loses it, and is deleted", async () => {
  await using admin = await startAdministrator();
  await admin.submit("groups", { group_name: "Readers" });
  const added = await admin.submit("groups/add-member", { group: "Readers", member: "alan.turing" });
  expect(textsOf(added, "group-name")).toEqual(["Readers"]);
  await admin.submit("groups/add-member", { group: "Readers", member: "alan.turing" });
  expect(findGroup(admin, "Readers")).toEqual({ name: "Readers", members: ["alan.turing"] });
  await admin.submit("groups/remove-member", { group: "Readers", user: "alan.turing" });
  expect(findGroup(admin, "Readers")?.members).toEqual([]);
  await admin.submit("groups/delete", { group: "Readers" });
  expect(findGroup(admin, "Readers")).toBeUndefined();
});

test("a group without a name, with a taken name, and a member who does not exist are refused", async () => {
  await using admin = await startAdministrator();
  expect(problemsOf(await admin.submit("groups", { group_name: " " }))).toEqual(["Enter a name."]);
  const taken = await admin.submit("groups", { group_name: "Bedrock users" });
  expect(problemsOf(taken)).toEqual(["There is a group with this name already."]);
  const form = { group: "Bedrock users", member: "nobody" };
  const unknown = await admin.submit("groups/add-member", form);
  expect(problemsOf(unknown)).toEqual(["This instance has no user of this name."]);
  expect(unknown.text).toContain('value="nobody"');
});

test("a long list is searched and shown in parts", async () => {
  await using admin = await startAdministrator();
  for (let i = 0; i < 60; i += 1) admin.mock.putUser({ userName: `user-${i}`, password: "p" });
  const first = await admin.get("users");
  expect(first.text.match(/data-testid="user"/g)).toHaveLength(50);
  const second = await admin.get("users?page=2");
  expect(second.text.match(/data-testid="user"/g)).toHaveLength(15);
  const found = await admin.get("users?q=USER-59");
  expect(found.text.match(/data-testid="user"/g)).toHaveLength(1);
  for (const page of ["0", "-1", "99", "1.5", "x"])
    expect((await admin.get(`users?page=${page}`)).status).toBe(200);
});

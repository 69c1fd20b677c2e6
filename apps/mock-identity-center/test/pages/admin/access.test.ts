/** Accounts, permission sets and assignments on the administrator's pages. */

import { expect, test } from "vitest";
import type { SeedInstance } from "../../../src/index.ts";
import { problemsOf, textsOf } from "../../support/visit.ts";
import { startAdministrator } from "../support/administrator.ts";
import type { Administrator } from "../support/administrator.ts";

function first({ mock }: Administrator): SeedInstance {
  const [instance] = mock.seed.instances;
  if (instance === undefined) throw new Error("the showcase has instances");
  return instance;
}

const policy = { Statement: { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" } } as const;

test("an account is added and edited", async () => {
  await using admin = await startAdministrator();
  await admin.submit("accounts/add", { account_id: "9999-0000 1111", account_name: "Fresh", email: "" });
  expect(first(admin).accounts.at(-1)).toEqual({ accountId: "999900001111", name: "Fresh" });
  await admin.submit("accounts/edit", {
    account: "999900001111",
    account_name: "Renamed",
    email: "a@acme.example",
  });
  expect(first(admin).accounts.at(-1)).toEqual({
    accountId: "999900001111",
    name: "Renamed",
    email: "a@acme.example",
  });
});

test.for([
  [{ account_id: "12", account_name: "x", email: "" }, "expected twelve digits"],
  [{ account_id: "111122223333", account_name: "x", email: "" }, "There is an account with this id already."],
  [{ account_id: "999900001111", account_name: " ", email: "" }, "Enter a name."],
] as const)("an account of %j is refused", async ([form, reason]) => {
  await using admin = await startAdministrator();
  const before = first(admin).accounts;
  const reply = await admin.submit("accounts/add", form);
  expect([reply.status, problemsOf(reply)]).toEqual([400, [reason]]);
  expect(first(admin).accounts).toEqual(before);
});

test("a permission set is added and edited, with its duration and policy", async () => {
  await using admin = await startAdministrator();
  await admin.submit("permission-sets/add", {
    set_name: "Writer",
    duration: "12 h",
    policy: JSON.stringify(policy),
  });
  expect(first(admin).permissionSets.at(-1)).toEqual({
    name: "Writer",
    sessionDurationSeconds: 43_200,
    inlinePolicy: policy,
  });
  await admin.submit("permission-sets/edit", { set: "Writer", duration: "90 min", policy: "" });
  expect(first(admin).permissionSets.at(-1)).toEqual({ name: "Writer", sessionDurationSeconds: 5400 });
});

test.for([
  [{ set_name: "no spaces", duration: "1 h", policy: "" }, /1 to 32 letters/],
  [{ set_name: "ReadOnly", duration: "1 h", policy: "" }, /already/],
  [{ set_name: "New", duration: "59 min", policy: "" }, /between 1 h and 12 h/],
  [{ set_name: "New", duration: "43201", policy: "" }, /between 1 h and 12 h/],
  [{ set_name: "New", duration: "long", policy: "" }, /between 1 h and 12 h/],
  [{ set_name: "New", duration: "1 h", policy: '{ "Statement": ' }, /not JSON/],
  [
    { set_name: "New", duration: "1 h", policy: '{ "Statement": [{ "Effect": "Maybe" }] }' },
    /Statement\[0\]\.Effect/,
  ],
] as const)(
  "a permission set of %j is refused, and the form keeps what was typed",
  async ([form, reason]) => {
    await using admin = await startAdministrator();
    const before = first(admin).permissionSets;
    const reply = await admin.submit("permission-sets/add", form);
    expect(reply.status).toBe(400);
    expect(problemsOf(reply)).toEqual([expect.stringMatching(reason === undefined ? "" : /./)]);
    expect(reply.text.replaceAll("&#34;", '"')).toMatch(reason);
    expect(reply.text).toContain(`value="${form.duration}"`);
    expect(first(admin).permissionSets).toEqual(before);
  },
);

test("an account and a permission set are deleted after a question, with their assignments", async () => {
  await using admin = await startAdministrator();
  expect((await admin.get("accounts/delete?account=111122223333")).text).toContain('data-testid="confirm"');
  await admin.submit("accounts/delete", { account: "111122223333" });
  expect(first(admin).assignments.some(({ accountId }) => accountId === "111122223333")).toBe(false);
  await admin.submit("permission-sets/delete", { set: "ReadOnly" });
  expect(first(admin).permissionSets.map(({ name }) => name)).toEqual(["BedrockInference"]);
  expect(first(admin).assignments).toEqual([]);
  expect((await admin.get("accounts/delete?account=111122223333")).status).toBe(303);
  expect(textsOf(await admin.submit("permission-sets/delete", { set: "ReadOnly" }), "done")[0]).toMatch(
    /not exist/,
  );
});

test("an assignment to a user or a group is added and removed", async () => {
  await using admin = await startAdministrator();
  const place = { set: "ReadOnly", account: "111122223333" };
  await admin.submit("assignments", { ...place, who: "user:alan.turing" });
  await admin.submit("assignments", { ...place, who: "group:Nobody yet" });
  const at = { accountId: "111122223333", permissionSet: "ReadOnly" };
  expect(first(admin).assignments.slice(-2)).toEqual([
    { ...at, userName: "alan.turing" },
    { ...at, groupName: "Nobody yet" },
  ]);
  await admin.submit("assignments/remove", { ...place, who: "user:alan.turing" });
  expect(first(admin).assignments.at(-1)).toEqual({ ...at, groupName: "Nobody yet" });
  expect(first(admin).assignments).not.toContainEqual({ ...at, userName: "alan.turing" });
});

test("an assignment removed from one instance stays in another", async () => {
  await using admin = await startAdministrator();
  const { mock } = admin;
  const other = mock.seed.instances[1]?.startUrl;
  const assignment = { accountId: "111122223333", permissionSet: "ReadOnly", userName: "alan.turing" };
  mock.putAccount({ accountId: "111122223333", name: "Same" }, other);
  mock.putPermissionSet({ name: "ReadOnly" }, other);
  mock.putUser({ userName: "alan.turing", password: "p" }, other);
  mock.addAssignment(assignment, other);
  mock.addAssignment(assignment);
  await admin.submit("assignments/remove", {
    set: "ReadOnly",
    account: "111122223333",
    who: "user:alan.turing",
  });
  expect(first(admin).assignments).not.toContainEqual(assignment);
  expect(mock.seed.instances[1]?.assignments).toEqual([assignment]);
});

test("an assignment without its parts, or of something that does not exist, is refused at its field", async () => {
  await using admin = await startAdministrator();
  const empty = await admin.submit("assignments", { who: "", set: "", account: "" });
  expect(problemsOf(empty)).toEqual([
    "Choose a user or a group.",
    "Choose a permission set.",
    "Choose an account.",
  ]);
  const unknown = await admin.submit("assignments", {
    who: "user:nobody",
    set: "None",
    account: "000000000000",
  });
  expect(problemsOf(unknown)).toEqual([
    "names no account of this instance",
    "names no permission set of this instance",
    "names no user of this instance",
  ]);
  const odd = await admin.submit("assignments", { who: "robot", set: "ReadOnly", account: "111122223333" });
  expect(odd.status).toBe(400);
});

/** What administrators edit about access, instance by instance: accounts, permission sets, assignments. */

import { z } from "zod";
import { accountSchema, assignmentSchema, permissionSetSchema } from "../../seed/seed-schema.ts";
import { expectName } from "../input.ts";
import { instanceQuery as query, route } from "../route.ts";
import type { Route } from "../route.ts";
import { named, text } from "../schemas.ts";

const account = named("Account", accountSchema);
const permissionSet = named("PermissionSet", permissionSetSchema);
const assignment = named("Assignment", assignmentSchema);
const assignmentQuery = {
  accountId: text,
  permissionSet: text,
  userName: text.optional(),
  groupName: text.optional(),
};

export const accessRoutes: readonly Route[] = [
  route("GET /accounts", {
    name: "listAccounts",
    summary: "AWS accounts of an instance",
    query,
    answer: z.strictObject({ accounts: z.array(account) }),
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => ({ accounts: [...mock.accounts(instance)] }),
  }),
  route("PUT /accounts/{accountId}", {
    name: "putAccount",
    summary: "Adds an account, or replaces what is known of one",
    query,
    body: account,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { path, query: { instance }, body }) => {
      expectName(path["accountId"], body.accountId, "accountId");
      mock.putAccount(body, instance);
    },
  }),
  route("DELETE /accounts/{accountId}", {
    name: "removeAccount",
    summary: "Removes an account with its assignments",
    query,
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_ACCOUNT"],
    run: (mock, { path, query: { instance } }) => mock.removeAccount(path["accountId"] ?? "", instance),
  }),
  route("GET /permission-sets", {
    name: "listPermissionSets",
    summary: "Permission sets with their inline policies",
    query,
    answer: z.strictObject({ permissionSets: z.array(permissionSet) }),
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => ({ permissionSets: [...mock.permissionSets(instance)] }),
  }),
  route("PUT /permission-sets/{name}", {
    name: "putPermissionSet",
    summary: "Adds or replaces one; its policy counts at once, for credentials minted before as well",
    query,
    body: permissionSet,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { path, query: { instance }, body }) => {
      expectName(path["name"], body.name, "name");
      mock.putPermissionSet(body, instance);
    },
  }),
  route("DELETE /permission-sets/{name}", {
    name: "removePermissionSet",
    summary: "Removes a permission set with its assignments",
    query,
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_PERMISSION_SET"],
    run: (mock, { path, query: { instance } }) => mock.removePermissionSet(path["name"] ?? "", instance),
  }),
  route("GET /assignments", {
    name: "listAssignments",
    summary: "Who may use which permission set in which account",
    query,
    answer: z.strictObject({ assignments: z.array(assignment) }),
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => ({ assignments: [...mock.assignments(instance)] }),
  }),
  route("PUT /assignments", {
    name: "addAssignment",
    summary: "Assigns a permission set to a user or a group; what is there already stays",
    query,
    body: assignment,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { query: { instance }, body }) => mock.addAssignment(body, instance),
  }),
  route("DELETE /assignments", {
    name: "removeAssignment",
    summary: "Takes an assignment away, in every instance that has it unless one is named",
    query: { ...query, ...assignmentQuery },
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_ASSIGNMENT"],
    run: (mock, { query: { instance, ...removed } }) => mock.removeAssignment(removed, instance),
  }),
];

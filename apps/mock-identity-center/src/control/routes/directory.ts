/** What administrators edit, instance by instance: users, groups, settings. */

import { z } from "zod";
import { groupSchema, userSchema } from "../../seed/seed-schema.ts";
import { instanceSettingsSchema } from "../../seed/settings.ts";
import { expectName } from "../input.ts";
import { instanceQuery as query, route } from "../route.ts";
import type { Route } from "../route.ts";
import { named, text } from "../schemas.ts";

const instance = named("Instance", z.strictObject({ startUrl: text, region: text, identityStoreId: text }));
const userInfo = named(
  "UserInfo",
  z.strictObject({ userName: text, displayName: text, userId: text, enabled: z.boolean() }),
);
const user = named("User", userSchema);
const group = named("Group", groupSchema);
const settings = named("InstanceSettings", instanceSettingsSchema);
const userChange = named(
  "UserChange",
  z.strictObject({
    password: z.string().min(1).max(256).optional(),
    displayName: z.string().min(1).max(256).optional(),
    enabled: z.boolean().optional(),
  }),
);
export const directoryRoutes: readonly Route[] = [
  route("GET /instances", {
    name: "listInstances",
    summary: "Start URLs, regions and identity store ids",
    answer: z.strictObject({ instances: z.array(instance) }),
    run: (mock) => ({ instances: [...mock.instances()] }),
  }),
  route("GET /users", {
    name: "listUsers",
    summary: "Users, without their passwords",
    query,
    answer: z.strictObject({ users: z.array(userInfo) }),
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => ({ users: [...mock.users(instance)] }),
  }),
  route("PUT /users/{userName}", {
    name: "putUser",
    summary: "Adds a user, or replaces what is known of one",
    query,
    body: user,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { path, query: { instance }, body }) => {
      expectName(path["userName"], body.userName, "userName");
      mock.putUser(body, instance);
    },
  }),
  route("PATCH /users/{userName}", {
    name: "changeUser",
    summary: "Changes what is given of a user; a disabled one's tokens count no more",
    query,
    body: userChange,
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_USER"],
    run: (mock, { path, query: { instance }, body }) =>
      mock.changeUser(path["userName"] ?? "", body, instance),
  }),
  route("DELETE /users/{userName}", {
    name: "removeUser",
    summary: "Removes a user with memberships, assignments and sessions",
    query,
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_USER"],
    run: (mock, { path, query: { instance } }) => mock.removeUser(path["userName"] ?? "", instance),
  }),
  route("GET /groups", {
    name: "listGroups",
    summary: "Groups with their members",
    query,
    answer: z.strictObject({ groups: z.array(group) }),
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => ({ groups: [...mock.groups(instance)] }),
  }),
  route("PUT /groups/{name}", {
    name: "putGroup",
    summary: "Adds a group, or replaces its members",
    query,
    body: group,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { path, query: { instance }, body }) => {
      expectName(path["name"], body.name, "name");
      mock.putGroup(body, instance);
    },
  }),
  route("DELETE /groups/{name}", {
    name: "removeGroup",
    summary: "Removes a group with its assignments",
    query,
    refusals: ["UNKNOWN_INSTANCE", "UNKNOWN_GROUP"],
    run: (mock, { path, query: { instance } }) => mock.removeGroup(path["name"] ?? "", instance),
  }),
  route("GET /settings", {
    name: "getSettings",
    summary: "Settings of one instance, defaults filled in",
    query,
    answer: settings,
    refusals: ["UNKNOWN_INSTANCE"],
    run: (mock, { query: { instance } }) => mock.settings(instance),
  }),
  route("PATCH /settings", {
    name: "changeSettings",
    summary: "Changes the settings that are given; sessions and tokens that exist keep their ends",
    query,
    body: settings,
    answer: settings,
    refusals: ["UNKNOWN_INSTANCE", "SEED_INVALID"],
    run: (mock, { query: { instance }, body }) => {
      mock.changeSettings(body, instance);
      return mock.settings(instance);
    },
  }),
];

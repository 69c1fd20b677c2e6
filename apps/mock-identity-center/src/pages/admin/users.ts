/** Users of an instance: list, add, edit, enable, disable, delete. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedUser } from "../../seed/seed.ts";
import { typed } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { count, matchesSearch, partLinks, partOf, tableView } from "../tables.ts";
import { adminForm, adminPath, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { askToConfirm } from "./confirm.ts";
import { listSearch } from "./list-search.ts";
import { saveUser, userFormPage } from "./user-form.ts";

export const userPages: AdminPages = {
  "GET users": list,
  "GET users/add": (visit) =>
    userFormPage(visit, undefined, { userName: "", displayName: "", enabled: "on" }),
  "POST users/add": (visit) => saveUser(visit, undefined),
  "GET users/edit": (visit) =>
    withUser(visit, visit.call.query, (user) =>
      userFormPage(visit, user, {
        userName: user.userName,
        displayName: user.displayName ?? "",
        enabled: user.enabled === false ? "" : "on",
      }),
    ),
  "POST users/edit": (visit) => withUser(visit, visit.form, (user) => saveUser(visit, user)),
  "POST users/enable": (visit) => withUser(visit, visit.form, (user) => setEnabled(visit, user, true)),
  "POST users/disable": (visit) => withUser(visit, visit.form, (user) => setEnabled(visit, user, false)),
  "GET users/delete": (visit) => withUser(visit, visit.call.query, (user) => askToDelete(visit, user)),
  "POST users/delete": (visit) => withUser(visit, visit.form, (user) => remove(visit, user)),
};

function withUser(
  visit: AdminVisit,
  values: URLSearchParams,
  answer: (user: SeedUser) => WireResponse,
): WireResponse {
  const user = visit.directory.seed.users.find(({ userName }) => userName === typed(values, "user"));
  return user ? answer(user) : missing(visit, "users");
}

function list(visit: AdminVisit): WireResponse {
  const { directory, call } = visit;
  const search = typed(call.query, "q");
  const { users, groups = [] } = directory.seed;
  const found = users.filter(({ userName, displayName = "" }) =>
    matchesSearch(search, userName, displayName),
  );
  const part = partOf(found, call.query);
  const groupsOf = (user: SeedUser): string =>
    groups.flatMap(({ name, members }) => (members.includes(user.userName) ? [name] : [])).join(", ");
  const table = tableView({
    testId: "user",
    caption: count(found.length, "user"),
    empty: search === "" ? "There is no user yet." : "No user has this in their name.",
    items: part.items,
    columns: [
      {
        title: "User name",
        cell: ({ userName }) =>
          html`<a href="${adminPath(directory, "users/edit", { user: userName })}"
            ><bdi>${userName}</bdi></a
          >`,
      },
      { title: "Name", cell: ({ displayName }) => html`<bdi>${displayName}</bdi>` },
      { title: "Groups", cell: (user) => html`<bdi>${groupsOf(user)}</bdi>` },
      { title: "State", cell: stateView },
      { title: "Actions", cell: (user) => actions(visit, user) },
    ],
  });
  return showPage(visit, {
    section: "users",
    title: "Users",
    action: html`<a class="button" href="${adminPath(directory, "users/add")}" data-testid="add-user"
      >Add user</a
    >`,
    content: html`${listSearch(visit, "users", "Search users", users.length)} ${table}
    ${partLinks(part, call.query)}`,
  });
}

function stateView({ enabled = true }: SeedUser): Html {
  return enabled
    ? html`<span class="state on">Enabled</span>`
    : html`<span class="state bad">Disabled</span>`;
}

function actions(visit: AdminVisit, { userName, enabled = true }: SeedUser): Html {
  const verb = enabled ? "Disable" : "Enable";
  const toggle = html`${hiddenFields({ user: userName })}<button
      class="plain small"
      data-testid="toggle-user"
    >
      ${verb}<span class="hidden"> <bdi>${userName}</bdi></span>
    </button>`;
  return html`<div class="buttons">
    ${adminForm(visit, `users/${verb.toLowerCase()}`, toggle)}
    <a
      class="button plain small"
      href="${adminPath(visit.directory, "users/delete", { user: userName })}"
      data-testid="delete-user"
      >Delete<span class="hidden"> <bdi>${userName}</bdi></span></a
    >
  </div>`;
}

function setEnabled(visit: AdminVisit, user: SeedUser, enabled: boolean): WireResponse {
  visit.desk.administration.putUser({ ...user, enabled }, visit.directory.identityStoreId);
  return done(visit, "users", enabled ? "user-enabled" : "user-disabled");
}

function askToDelete(visit: AdminVisit, { userName }: SeedUser): WireResponse {
  return askToConfirm(visit, {
    section: "users",
    title: "Delete this user?",
    text: html`<strong><bdi>${userName}</bdi></strong> loses their group memberships, assignments and
      sessions. Role credentials that were fetched before live on.`,
    page: "users/delete",
    values: { user: userName },
    button: "Delete user",
  });
}

function remove(visit: AdminVisit, { userName }: SeedUser): WireResponse {
  visit.desk.administration.removeUser(userName, visit.directory.identityStoreId);
  return done(visit, "users", "user-removed");
}

/** Who may use which permission set in which account: list, add, remove. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedAssignment } from "../../seed/seed.ts";
import { fieldView, typed } from "../forms.ts";
import type { Option, Problem } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { count, matchesSearch, partLinks, partOf, tableView } from "../tables.ts";
import { adminForm, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";
import { listSearch } from "./list-search.ts";

export const assignmentPages: AdminPages = {
  "GET assignments": (visit) => list(visit, new URLSearchParams(), []),
  "POST assignments": add,
  "POST assignments/remove": remove,
};

function list(visit: AdminVisit, form: URLSearchParams, problems: readonly Problem[]): WireResponse {
  const { directory, call } = visit;
  const { accounts, assignments } = directory.seed;
  const accountName = (id: string): string => accounts.find(({ accountId }) => accountId === id)?.name ?? "";
  const search = typed(call.query, "q");
  const found = assignments.filter(({ accountId, permissionSet, userName = "", groupName = "" }) =>
    matchesSearch(search, accountId, accountName(accountId), permissionSet, userName, groupName),
  );
  const part = partOf(found, call.query);
  const table = tableView({
    testId: "assignment",
    caption: count(found.length, "assignment"),
    empty: search === "" ? "Nobody is assigned anything yet." : "No assignment has this in it.",
    items: part.items,
    columns: [
      { title: "User or group", cell: whoView },
      { title: "Permission set", cell: ({ permissionSet }) => permissionSet },
      {
        title: "Account",
        cell: ({ accountId }) =>
          html`<bdi>${accountName(accountId)}</bdi> <span class="mono">${accountId}</span>`,
      },
      { title: "Actions", cell: (assignment) => removeForm(visit, assignment) },
    ],
  });
  return showPage(visit, {
    section: "assignments",
    title: "Assignments",
    problems,
    content: html`${listSearch(visit, "assignments", "Search assignments", assignments.length)} ${table}
      ${partLinks(part, call.query)}
      <section class="panel">
        <h2>Add an assignment</h2>
        ${adminForm(visit, "assignments", html`${fields(visit, form, problems)}<button data-testid="save">Add assignment</button>`)}
      </section>`,
  });
}

function whoView({ userName, groupName }: SeedAssignment): Html {
  return userName === undefined ? html`Group <bdi>${groupName}</bdi>` : html`User <bdi>${userName}</bdi>`;
}

function removeForm(visit: AdminVisit, assignment: SeedAssignment): Html {
  const { accountId, permissionSet, userName, groupName } = assignment;
  const who = userName === undefined ? `group:${groupName}` : `user:${userName}`;
  return adminForm(
    visit,
    "assignments/remove",
    html`${hiddenFields({ account: accountId, set: permissionSet, who })}<button
        class="plain small"
        data-testid="remove-assignment"
      >
        Remove<span class="hidden">
          ${permissionSet} in ${accountId} from <bdi>${userName ?? groupName}</bdi></span
        >
      </button>`,
  );
}

function fields(
  { directory }: AdminVisit,
  form: URLSearchParams,
  problems: readonly Problem[],
): readonly Html[] {
  const { users, groups = [], accounts, permissionSets } = directory.seed;
  const choose: Option = { value: "", label: "Choose" };
  const select = (name: string, label: string, options: readonly Option[]): Html =>
    fieldView(
      {
        kind: "select",
        name,
        label,
        value: typed(form, name),
        options: [choose, ...options],
        required: true,
        testId: `field-${name}`,
      },
      problems,
    );
  return [
    select("who", "User or group", [
      ...groups.map(({ name }) => ({ value: `group:${name}`, label: name, group: "Groups" })),
      ...users.map(({ userName }) => ({ value: `user:${userName}`, label: userName, group: "Users" })),
    ]),
    select(
      "set",
      "Permission set",
      permissionSets.map(({ name }) => ({ value: name, label: name })),
    ),
    select(
      "account",
      "Account",
      accounts.map(({ accountId, name }) => ({ value: accountId, label: `${name} (${accountId})` })),
    ),
  ];
}

/** The principal is `user:<name>` or `group:<name>`. */
function readAssignment(form: URLSearchParams): SeedAssignment {
  const [, kind, name] = /^(user|group):(.*)$/s.exec(typed(form, "who")) ?? [];
  return {
    accountId: typed(form, "account"),
    permissionSet: typed(form, "set"),
    ...(kind === "group" ? { groupName: name } : { userName: name }),
  };
}

function add(visit: AdminVisit): WireResponse {
  const { form, directory, desk } = visit;
  const questions = {
    who: "Choose a user or a group.",
    set: "Choose a permission set.",
    account: "Choose an account.",
  };
  const unanswered = Object.entries(questions).filter(([field]) => typed(form, field) === "");
  const problems =
    unanswered.length > 0
      ? unanswered.map(([field, message]) => ({ field, message }))
      : attempt(() => desk.administration.addAssignment(readAssignment(form), directory.identityStoreId), {
          accountId: "account",
          permissionSet: "set",
          userName: "who",
          groupName: "who",
          "": "who",
        });
  return problems.length > 0 ? list(visit, form, problems) : done(visit, "assignments", "assignment-saved");
}

function remove(visit: AdminVisit): WireResponse {
  const { form, directory, desk } = visit;
  const problems = attempt(() =>
    desk.administration.removeAssignment(readAssignment(form), directory.identityStoreId),
  );
  return problems.length > 0
    ? missing(visit, "assignments")
    : done(visit, "assignments", "assignment-removed");
}

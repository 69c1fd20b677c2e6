/** Groups of an instance and their members. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedGroup } from "../../seed/seed.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import { count, tableView } from "../tables.ts";
import { adminForm, adminPath, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";
import { askToConfirm } from "./confirm.ts";

export const groupPages: AdminPages = {
  "GET groups": (visit) => list(visit, "", []),
  "POST groups": add,
  "GET groups/edit": (visit) => withGroup(visit, visit.call.query, (group) => show(visit, group, "", [])),
  "POST groups/add-member": (visit) => withGroup(visit, visit.form, (group) => addMember(visit, group)),
  "POST groups/remove-member": (visit) =>
    withGroup(visit, visit.form, (group) => {
      const members = group.members.filter((member) => member !== typed(visit.form, "user"));
      return save(visit, { ...group, members });
    }),
  "GET groups/delete": (visit) => withGroup(visit, visit.call.query, (group) => askToDelete(visit, group)),
  "POST groups/delete": (visit) => withGroup(visit, visit.form, (group) => remove(visit, group)),
};

function withGroup(
  visit: AdminVisit,
  values: URLSearchParams,
  answer: (group: SeedGroup) => WireResponse,
): WireResponse {
  const group = visit.directory.seed.groups?.find(({ name }) => name === typed(values, "group"));
  return group ? answer(group) : missing(visit, "groups");
}

function list(visit: AdminVisit, name: string, problems: readonly Problem[]): WireResponse {
  const { groups = [] } = visit.directory.seed;
  const table = tableView({
    testId: "group",
    caption: count(groups.length, "group"),
    empty: "There is no group yet.",
    items: groups,
    columns: [
      {
        title: "Group",
        cell: (group) =>
          html`<a href="${adminPath(visit.directory, "groups/edit", { group: group.name })}"
            ><bdi>${group.name}</bdi></a
          >`,
      },
      { title: "Members", cell: ({ members }) => members.length },
      {
        title: "Actions",
        cell: (group) =>
          html`<a
            class="button plain small"
            href="${adminPath(visit.directory, "groups/delete", { group: group.name })}"
            >Delete<span class="hidden"> <bdi>${group.name}</bdi></span></a
          >`,
      },
    ],
  });
  const field = fieldView(
    {
      kind: "text",
      name: "group_name",
      label: "Name of the group",
      value: name,
      required: true,
      testId: "field-group-name",
    },
    problems,
  );
  return showPage(visit, {
    section: "groups",
    title: "Groups",
    problems,
    content: html`${table}
      <section class="panel">
        <h2>Add a group</h2>
        ${adminForm(visit, "groups", html`${field}<button data-testid="save">Add group</button>`)}
      </section>`,
  });
}

function add(visit: AdminVisit): WireResponse {
  const { form, directory, desk } = visit;
  const name = typed(form, "group_name").trim();
  const refuse = (message: string): WireResponse => list(visit, name, [{ field: "group_name", message }]);
  if (name === "") return refuse("Enter a name.");
  if (directory.seed.groups?.some((group) => group.name === name) === true)
    return refuse("There is a group with this name already.");
  const edit = (): void => desk.administration.putGroup({ name, members: [] }, directory.identityStoreId);
  const problems = attempt(edit, { name: "group_name" });
  return problems.length > 0
    ? list(visit, name, problems)
    : done(visit, "groups/edit", "group-saved", { group: name });
}

function show(
  visit: AdminVisit,
  group: SeedGroup,
  typedName: string,
  problems: readonly Problem[],
): WireResponse {
  const { directory } = visit;
  const others = directory.seed.users
    .map(({ userName }) => userName)
    .filter((name) => !group.members.includes(name));
  const table = tableView({
    testId: "member",
    caption: count(group.members.length, "member"),
    empty: "This group has no members.",
    items: group.members,
    columns: [
      { title: "User name", cell: (member) => html`<bdi>${member}</bdi>` },
      {
        title: "Actions",
        cell: (member) =>
          adminForm(
            visit,
            "groups/remove-member",
            html`${hiddenFields({ group: group.name, user: member })}<button
                class="plain small"
                data-testid="remove-member"
              >
                Remove<span class="hidden"> <bdi>${member}</bdi></span>
              </button>`,
          ),
      },
    ],
  });
  const field = fieldView(
    {
      kind: "text",
      name: "member",
      label: "User name",
      value: typedName,
      required: true,
      suggestions: others.slice(0, 500),
      testId: "field-member",
    },
    problems,
  );
  return showPage(visit, {
    section: "groups",
    title: "Members of a group",
    problems,
    content: html`<p>
        Group <strong><bdi data-testid="group-name">${group.name}</bdi></strong>
      </p>
      ${table}
      <section class="panel">
        <h2>Add a member</h2>
        ${adminForm(
          visit,
          "groups/add-member",
          html`${hiddenFields({ group: group.name })} ${field}<button data-testid="save">Add member</button>`,
        )}
      </section>`,
  });
}

function addMember(visit: AdminVisit, group: SeedGroup): WireResponse {
  const userName = typed(visit.form, "member").trim();
  if (visit.directory.user(userName) === undefined)
    return show(visit, group, userName, [
      { field: "member", message: "This instance has no user of this name." },
    ]);
  return save(visit, { ...group, members: [...new Set([...group.members, userName])] });
}

function save(visit: AdminVisit, group: SeedGroup): WireResponse {
  visit.desk.administration.putGroup(group, visit.directory.identityStoreId);
  return done(visit, "groups/edit", "group-saved", { group: group.name });
}

function askToDelete(visit: AdminVisit, group: SeedGroup): WireResponse {
  return askToConfirm(visit, {
    section: "groups",
    title: "Delete this group?",
    text: html`<strong><bdi>${group.name}</bdi></strong> has ${count(group.members.length, "member")}. Its
      assignments go with it.`,
    page: "groups/delete",
    values: { group: group.name },
    button: "Delete group",
  });
}

function remove(visit: AdminVisit, group: SeedGroup): WireResponse {
  visit.desk.administration.removeGroup(group.name, visit.directory.identityStoreId);
  return done(visit, "groups", "group-removed");
}

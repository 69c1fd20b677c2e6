/** Permission sets of an instance: list, add, edit. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedPermissionSet } from "../../seed/seed.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { count, tableView } from "../tables.ts";
import { formatDuration, parseDuration } from "../times.ts";
import { adminForm, adminPath, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";
import { askToConfirm } from "./confirm.ts";
import { formatPolicy, parsePolicy } from "./policy-text.ts";

const defaultDuration = 3600;

/** What the form shows, as text. */
interface SetForm {
  readonly name: string;
  readonly duration: string;
  readonly policy: string;
}

export const permissionSetPages: AdminPages = {
  "GET permission-sets": list,
  "GET permission-sets/add": (visit) =>
    formPage(visit, undefined, { name: "", duration: formatDuration(defaultDuration), policy: "" }),
  "POST permission-sets/add": (visit) => save(visit, undefined),
  "GET permission-sets/edit": (visit) => {
    const set = findSet(visit, visit.call.query);
    return set ? formPage(visit, set, formOf(set)) : missing(visit, "permission-sets");
  },
  "POST permission-sets/edit": (visit) => {
    const set = findSet(visit, visit.form);
    return set ? save(visit, set) : missing(visit, "permission-sets");
  },
  "GET permission-sets/delete": askToDelete,
  "POST permission-sets/delete": (visit) =>
    remove(visit).length > 0
      ? missing(visit, "permission-sets")
      : done(visit, "permission-sets", "permission-set-removed"),
};

function askToDelete(visit: AdminVisit): WireResponse {
  const set = findSet(visit, visit.call.query);
  if (set === undefined) return missing(visit, "permission-sets");
  return askToConfirm(visit, {
    section: "permission-sets",
    title: "Delete this permission set?",
    text: html`All assignments of <strong>${set.name}</strong> go with it; credentials that it gave are
      allowed nothing more.`,
    page: "permission-sets/delete",
    values: { set: set.name },
    button: "Delete permission set",
  });
}

function remove({ desk, directory, form }: AdminVisit): readonly Problem[] {
  return attempt(() =>
    desk.administration.removePermissionSet(typed(form, "set"), directory.identityStoreId),
  );
}

function findSet({ directory }: AdminVisit, values: URLSearchParams): SeedPermissionSet | undefined {
  return directory.permissionSet(typed(values, "set"));
}

function formOf({
  name,
  sessionDurationSeconds = defaultDuration,
  inlinePolicy,
}: SeedPermissionSet): SetForm {
  return { name, duration: formatDuration(sessionDurationSeconds), policy: formatPolicy(inlinePolicy) };
}

function list(visit: AdminVisit): WireResponse {
  const { directory } = visit;
  const { permissionSets, assignments } = directory.seed;
  const table = tableView({
    testId: "permission-set",
    caption: count(permissionSets.length, "permission set"),
    empty: "There is no permission set yet.",
    items: permissionSets,
    columns: [
      {
        title: "Permission set",
        cell: ({ name }) =>
          html`<a href="${adminPath(directory, "permission-sets/edit", { set: name })}">${name}</a>`,
      },
      {
        title: "Session duration",
        cell: ({ sessionDurationSeconds = defaultDuration }) => formatDuration(sessionDurationSeconds),
      },
      { title: "Inline policy", cell: ({ inlinePolicy }) => (inlinePolicy ? "Yes" : "None: allows nothing") },
      {
        title: "Assignments",
        cell: ({ name }) => assignments.filter(({ permissionSet }) => permissionSet === name).length,
      },
      {
        title: "Actions",
        cell: ({ name }) =>
          html`<a
            class="button plain small"
            href="${adminPath(directory, "permission-sets/delete", { set: name })}"
            >Delete<span class="hidden"> ${name}</span></a
          >`,
      },
    ],
  });
  return showPage(visit, {
    section: "permission-sets",
    title: "Permission sets",
    action: html`<a
      class="button"
      href="${adminPath(directory, "permission-sets/add")}"
      data-testid="add-permission-set"
      >Add permission set</a
    >`,
    content: table,
  });
}

function formPage(
  visit: AdminVisit,
  set: SeedPermissionSet | undefined,
  form: SetForm,
  problems: readonly Problem[] = [],
): WireResponse {
  const known = html`${hiddenFields({ set: form.name })}
    <p>Permission set <strong>${form.name}</strong></p>`;
  const buttons = html`<div class="buttons">
    <button data-testid="save">${set ? "Save" : "Add permission set"}</button>
    <a class="button plain" href="${adminPath(visit.directory, "permission-sets")}">Cancel</a>
  </div>`;
  const content = html`${set ? known : nameField(form, problems)} ${otherFields(form, problems)} ${buttons}`;
  return showPage(visit, {
    section: "permission-sets",
    title: set ? "Edit permission set" : "Add permission set",
    problems,
    content: html`<div class="panel">
      ${adminForm(visit, set ? "permission-sets/edit" : "permission-sets/add", content)}
    </div>`,
  });
}

function nameField(form: SetForm, problems: readonly Problem[]): Html {
  const hint = "1 to 32 letters, digits or + = , . @ - _";
  return fieldView(
    {
      kind: "text",
      name: "set_name",
      label: "Name",
      hint,
      value: form.name,
      required: true,
      maxLength: 32,
      testId: "field-set-name",
    },
    problems,
  );
}

function otherFields(form: SetForm, problems: readonly Problem[]): readonly Html[] {
  return [
    fieldView(
      {
        kind: "text",
        name: "duration",
        label: "Session duration",
        hint: "How long role credentials last: 1 h to 12 h.",
        value: form.duration,
        look: "short",
        required: true,
        testId: "field-duration",
      },
      problems,
    ),
    fieldView(
      {
        kind: "area",
        name: "policy",
        label: "Inline policy",
        hint: "JSON. It decides what Bedrock allows; a changed policy counts at once. Empty: nothing is allowed.",
        value: form.policy,
        rows: 16,
        testId: "field-policy",
      },
      problems,
    ),
  ];
}

function save(visit: AdminVisit, set: SeedPermissionSet | undefined): WireResponse {
  const { form, directory, desk } = visit;
  const given: SetForm = {
    name: set?.name ?? typed(form, "set_name").trim(),
    duration: typed(form, "duration"),
    policy: typed(form, "policy"),
  };
  const problems: Problem[] = [];
  if (set === undefined && directory.permissionSet(given.name) !== undefined)
    problems.push({ field: "set_name", message: "There is a permission set with this name already." });
  const seconds = parseDuration(given.duration);
  if (seconds === undefined || seconds < 3600 || seconds > 43_200)
    problems.push({
      field: "duration",
      message: "Enter a duration between 1 h and 12 h, such as 8 h or 90 min.",
    });
  const parsed = parsePolicy(given.policy);
  if (parsed.status === "refused")
    problems.push(...parsed.reasons.map((message) => ({ field: "policy", message })));
  if (problems.length === 0 && parsed.status === "policy")
    problems.push(
      ...attempt(
        () =>
          desk.administration.putPermissionSet(
            { name: given.name, sessionDurationSeconds: seconds, inlinePolicy: parsed.policy },
            directory.identityStoreId,
          ),
        { name: "set_name", sessionDurationSeconds: "duration", inlinePolicy: "policy" },
      ),
    );
  return problems.length > 0
    ? formPage(visit, set, given, problems)
    : done(visit, "permission-sets", "permission-set-saved");
}

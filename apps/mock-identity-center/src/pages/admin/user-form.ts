/** The form of one user. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedUser } from "../../seed/seed.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import { adminForm, adminPath, done, hiddenFields, showPage } from "./admin-visit.ts";
import type { AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";

/** What the form shows, as text. */
export interface UserForm {
  readonly userName: string;
  readonly displayName: string;
  /** "on" or empty. */
  readonly enabled: string;
}

/** @param user the one that is edited; undefined to add one. */
export function userFormPage(
  visit: AdminVisit,
  user: SeedUser | undefined,
  form: UserForm,
  problems: readonly Problem[] = [],
): WireResponse {
  const nameField = fieldView(
    {
      kind: "text",
      name: "user_name",
      label: "User name",
      value: form.userName,
      required: true,
      testId: "field-user-name",
    },
    problems,
  );
  const fields = [
    fieldView(
      {
        kind: "text",
        name: "display_name",
        label: "Name",
        hint: "Shown to the user. The user name by default.",
        value: form.displayName,
        testId: "field-display-name",
      },
      problems,
    ),
    fieldView(
      {
        kind: "text",
        type: "password",
        name: "password",
        label: "Password",
        hint: user ? "Test data. Leave empty to keep the one there is." : "Test data, never a real password.",
        value: "",
        autocomplete: "new-password",
        required: user === undefined,
        testId: "field-password",
      },
      problems,
    ),
    fieldView({
      kind: "check",
      name: "enabled",
      label: "May sign in",
      value: form.enabled,
      testId: "field-enabled",
    }),
  ];
  const buttons = html`<div class="buttons">
    <button data-testid="save">${user ? "Save" : "Add user"}</button>
    <a class="button plain" href="${adminPath(visit.directory, "users")}">Cancel</a>
  </div>`;
  const content = html`${user ? html`${hiddenFields({ user: user.userName })} ${identity(visit, user)}` : nameField}
  ${fields} ${buttons}`;
  return showPage(visit, {
    section: "users",
    title: user ? "Edit user" : "Add user",
    problems,
    content: html`<div class="panel">${adminForm(visit, user ? "users/edit" : "users/add", content)}</div>`,
  });
}

export function saveUser(visit: AdminVisit, user: SeedUser | undefined): WireResponse {
  const { form, directory, desk } = visit;
  const given = {
    userName: user?.userName ?? typed(form, "user_name").trim(),
    displayName: typed(form, "display_name").trim(),
    enabled: typed(form, "enabled"),
  };
  const password = typed(form, "password") || (user?.password ?? "");
  const refuse = (problems: readonly Problem[]): WireResponse => userFormPage(visit, user, given, problems);
  const problems: Problem[] = [];
  if (given.userName === "") problems.push({ field: "user_name", message: "Enter a user name." });
  if (user === undefined && directory.user(given.userName) !== undefined)
    problems.push({ field: "user_name", message: "There is a user with this name already." });
  if (password === "") problems.push({ field: "password", message: "Enter a password." });
  if (problems.length > 0) return refuse(problems);
  const saved: SeedUser = {
    ...user,
    userName: given.userName,
    password,
    displayName: given.displayName || undefined,
    enabled: given.enabled === "on",
  };
  const refused = attempt(() => desk.administration.putUser(saved, directory.identityStoreId), {
    userName: "user_name",
    displayName: "display_name",
    password: "password",
  });
  return refused.length > 0 ? refuse(refused) : done(visit, "users", "user-saved");
}

function identity({ directory }: AdminVisit, { userName }: SeedUser): ReturnType<typeof html> {
  return html`<dl class="facts">
    <dt>User name</dt>
    <dd><bdi>${userName}</bdi></dd>
    <dt>User id</dt>
    <dd class="mono">${directory.user(userName)?.userId}</dd>
  </dl>`;
}

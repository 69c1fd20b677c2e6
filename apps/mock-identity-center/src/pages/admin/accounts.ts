/** Accounts of an instance: list, add, edit. */

import type { WireResponse } from "../../core/wire.ts";
import type { SeedAccount } from "../../seed/seed.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import { count, matchesSearch, partLinks, partOf, tableView } from "../tables.ts";
import { adminForm, adminPath, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";
import { askToConfirm } from "./confirm.ts";
import { listSearch } from "./list-search.ts";

export const accountPages: AdminPages = {
  "GET accounts": list,
  "GET accounts/add": (visit) => formPage(visit, undefined, { accountId: "", name: "", email: "" }),
  "POST accounts/add": (visit) => save(visit, undefined),
  "GET accounts/edit": (visit) => {
    const account = findAccount(visit, visit.call.query);
    return account ? formPage(visit, account, { email: "", ...account }) : missing(visit, "accounts");
  },
  "POST accounts/edit": (visit) => {
    const account = findAccount(visit, visit.form);
    return account ? save(visit, account) : missing(visit, "accounts");
  },
  "GET accounts/delete": askToDelete,
  "POST accounts/delete": (visit) =>
    remove(visit).length > 0 ? missing(visit, "accounts") : done(visit, "accounts", "account-removed"),
};

function askToDelete(visit: AdminVisit): WireResponse {
  const account = findAccount(visit, visit.call.query);
  if (account === undefined) return missing(visit, "accounts");
  return askToConfirm(visit, {
    section: "accounts",
    title: "Delete this account?",
    text: html`All assignments in <strong><bdi>${account.name}</bdi></strong> (${account.accountId}) go with
      it.`,
    page: "accounts/delete",
    values: { account: account.accountId },
    button: "Delete account",
  });
}

function remove({ desk, directory, form }: AdminVisit): readonly Problem[] {
  return attempt(() => desk.administration.removeAccount(typed(form, "account"), directory.identityStoreId));
}

function findAccount({ directory }: AdminVisit, values: URLSearchParams): SeedAccount | undefined {
  return directory.seed.accounts.find(({ accountId }) => accountId === values.get("account"));
}

function list(visit: AdminVisit): WireResponse {
  const { directory, call } = visit;
  const { accounts, assignments } = directory.seed;
  const search = typed(call.query, "q");
  const found = accounts.filter(({ accountId, name, email = "" }) =>
    matchesSearch(search, accountId, name, email),
  );
  const part = partOf(found, call.query);
  const table = tableView({
    testId: "account",
    caption: count(found.length, "account"),
    empty: search === "" ? "There is no account yet." : "No account has this in its name or number.",
    items: part.items,
    columns: [
      {
        title: "Account",
        cell: ({ accountId, name }) =>
          html`<a href="${adminPath(directory, "accounts/edit", { account: accountId })}"
            ><bdi>${name}</bdi></a
          >`,
      },
      { title: "Account id", cell: ({ accountId }) => html`<span class="mono">${accountId}</span>` },
      { title: "Email", cell: ({ email }) => html`<bdi>${email}</bdi>` },
      {
        title: "Assignments",
        cell: ({ accountId }) =>
          assignments.filter((assignment) => assignment.accountId === accountId).length,
      },
      {
        title: "Actions",
        cell: ({ accountId, name }) =>
          html`<a
            class="button plain small"
            href="${adminPath(directory, "accounts/delete", { account: accountId })}"
            >Delete<span class="hidden"> <bdi>${name}</bdi></span></a
          >`,
      },
    ],
  });
  return showPage(visit, {
    section: "accounts",
    title: "Accounts",
    action: html`<a class="button" href="${adminPath(directory, "accounts/add")}" data-testid="add-account"
      >Add account</a
    >`,
    content: html`${listSearch(visit, "accounts", "Search accounts", accounts.length)} ${table}
    ${partLinks(part, call.query)}`,
  });
}

function formPage(
  visit: AdminVisit,
  account: SeedAccount | undefined,
  form: SeedAccount,
  problems: readonly Problem[] = [],
): WireResponse {
  const id = fieldView(
    {
      kind: "text",
      name: "account_id",
      label: "Account id",
      hint: "Twelve digits.",
      value: form.accountId,
      look: "short",
      required: true,
      testId: "field-account-id",
    },
    problems,
  );
  const known = html`${hiddenFields({ account: form.accountId })}
    <p>Account id <strong class="mono">${form.accountId}</strong></p>`;
  const fields = [
    fieldView(
      {
        kind: "text",
        name: "account_name",
        label: "Name",
        value: form.name,
        required: true,
        testId: "field-account-name",
      },
      problems,
    ),
    fieldView(
      {
        kind: "text",
        type: "email",
        name: "email",
        label: "Email",
        hint: "Of the account's root user. May be empty.",
        value: form.email ?? "",
        testId: "field-email",
      },
      problems,
    ),
  ];
  const buttons = html`<div class="buttons">
    <button data-testid="save">${account ? "Save" : "Add account"}</button>
    <a class="button plain" href="${adminPath(visit.directory, "accounts")}">Cancel</a>
  </div>`;
  const content = html`${account ? known : id} ${fields} ${buttons}`;
  return showPage(visit, {
    section: "accounts",
    title: account ? "Edit account" : "Add account",
    problems,
    content: html`<div class="panel">
      ${adminForm(visit, account ? "accounts/edit" : "accounts/add", content)}
    </div>`,
  });
}

function save(visit: AdminVisit, account: SeedAccount | undefined): WireResponse {
  const { form, directory, desk } = visit;
  const given = {
    accountId: account?.accountId ?? typed(form, "account_id").replaceAll(/[\s-]/g, ""),
    name: typed(form, "account_name").trim(),
    email: typed(form, "email").trim(),
  };
  const problems: Problem[] = [];
  if (account === undefined && directory.seed.accounts.some(({ accountId }) => accountId === given.accountId))
    problems.push({ field: "account_id", message: "There is an account with this id already." });
  if (given.name === "") problems.push({ field: "account_name", message: "Enter a name." });
  const saved = { ...account, ...given, email: given.email || undefined };
  if (problems.length === 0)
    problems.push(
      ...attempt(() => desk.administration.putAccount(saved, directory.identityStoreId), {
        accountId: "account_id",
        name: "account_name",
        email: "email",
      }),
    );
  return problems.length > 0
    ? formPage(visit, account, given, problems)
    : done(visit, "accounts", "account-saved");
}

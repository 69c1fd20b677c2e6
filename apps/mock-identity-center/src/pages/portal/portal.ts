/** The access portal: the accounts of the signed-in user, with the roles in each. */

import type { Call, WireResponse } from "../../core/wire.ts";
import type { SeedAccount } from "../../seed/seed.ts";
import type { AssignedRole } from "../../state/directory.ts";
import { signInPath } from "../destination.ts";
import { fieldView } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { pageResponse, redirect } from "../layout.ts";
import type { Page } from "../layout.ts";
import type { Desk, Routes } from "../pages.ts";
import { count, matchesSearch } from "../tables.ts";
import { timeView } from "../times.ts";
import type { BrowserSignIn, Visitor } from "../visitors.ts";

/** With more accounts than this, searching is quicker than looking. */
const searchFrom = 6;

export function portalRoutes(desk: Desk): Routes {
  return { "GET /start": (call, visitor) => showAccounts(desk, call, visitor) };
}

function showAccounts({ context }: Desk, call: Call, visitor: Visitor): WireResponse {
  const { signedIn } = visitor;
  const instance = call.query.get("instance");
  const asked = context.directories.find((directory) => directory.identityStoreId === instance);
  const directory = asked ?? signedIn?.directory ?? context.directories[0];
  if (signedIn?.directory !== directory)
    return redirect(call, visitor, signInPath(directory, `/start?instance=${directory.identityStoreId}`));
  call.note.userName = signedIn.user.userName;
  return pageResponse(call, visitor, accountsPage(signedIn, call.query.get("q") ?? ""));
}

function accountsPage(signedIn: BrowserSignIn, search: string): Page {
  const { user, directory, endsAt } = signedIn;
  const roles = directory.rolesOf(user);
  const shown = roles.filter(({ account, permissionSet }) =>
    matchesSearch(search, account.name, account.accountId, account.email ?? "", permissionSet.name),
  );
  const accounts = Map.groupBy(shown, ({ account }) => account);
  const total = new Set(roles.map(({ account }) => account.accountId)).size;
  return {
    status: 200,
    title: "AWS accounts",
    layout: "wide",
    followsFragment: true,
    content: html`<div class="head">
        <h1>AWS accounts</h1>
        <a class="button plain" href="/device">Enter a code</a>
      </div>
      <p class="soft">
        <bdi>${user.displayName}</bdi> has
        <span data-testid="account-count">${count(total, "account")}</span> and ${count(roles.length, "role")}
        in ${directory.startUrl}. Signed in until ${timeView(endsAt)}.
      </p>
      ${total >= searchFrom || search !== "" ? searchForm(search) : undefined}
      ${search === "" ? undefined : html`<p role="status" data-testid="found">${count(accounts.size, "account")} found</p>`}
      ${accounts.size === 0 ? emptyState(total) : html`<div class="accounts">${[...accounts].map(accountView)}</div>`}`,
  };
}

function accountView([account, roles]: readonly [SeedAccount, readonly AssignedRole[]]): Html {
  const { accountId, name, email } = account;
  return html`<section class="panel" data-testid="account">
    <h2><bdi>${name}</bdi></h2>
    <div class="soft mono">${accountId}</div>
    ${email === undefined ? undefined : html`<div class="soft"><bdi>${email}</bdi></div>`}
    <ul class="roles" aria-label="Roles">
      ${roles.map(({ permissionSet }) => html`<li data-testid="role"><bdi>${permissionSet.name}</bdi></li> `)}
    </ul>
  </section>`;
}

function searchForm(search: string): Html {
  const label = "Search accounts and roles";
  return html`<form class="inline" role="search" action="/start">
    ${fieldView({ kind: "text", type: "search", name: "q", label, value: search, testId: "search" })}
    <button class="plain">Search</button>
  </form>`;
}

function emptyState(total: number): Html {
  return html`<p class="empty" data-testid="no-accounts">
    ${
      total === 0
        ? "No account is assigned to you. Ask your administrator."
        : "No account and no role of yours has this in its name."
    }
  </p>`;
}

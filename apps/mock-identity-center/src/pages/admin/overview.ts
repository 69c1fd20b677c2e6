/** The instance at a glance. */

import type { WireResponse } from "../../core/wire.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { timeView } from "../times.ts";
import { adminPath, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { waitingCodes } from "./codes.ts";
import { sessionsOf } from "./sessions.ts";

export const overviewPages: AdminPages = { "GET ": show };

function show(visit: AdminVisit): WireResponse {
  const { directory, desk } = visit;
  const { users, groups = [], accounts, permissionSets, assignments, identityProvider } = directory.seed;
  const active = sessionsOf(visit).filter(({ status }) => status === "active");
  const counts: readonly (readonly [page: string, title: string, number: number])[] = [
    ["users", "Users", users.length],
    ["groups", "Groups", groups.length],
    ["accounts", "Accounts", accounts.length],
    ["permission-sets", "Permission sets", permissionSets.length],
    ["assignments", "Assignments", assignments.length],
    ["sessions", "Active sessions", active.length],
    ["codes", "Pending codes", waitingCodes(visit).length],
  ];
  const card = ([page, title, number]: (typeof counts)[number]): Html =>
    html`<li>
      <a href="${adminPath(directory, page)}"
        ><strong data-testid="count-${page}">${number}</strong> ${title}</a
      >
    </li>`;
  return showPage(visit, {
    section: "",
    title: "Overview",
    content: html`<ul class="cards">
        ${counts.map(card)}
      </ul>
      <section class="panel">
        <h2>About this instance</h2>
        <dl class="facts">
          <dt>Start URL</dt>
          <dd data-testid="start-url">${directory.startUrl}</dd>
          <dt>Region</dt>
          <dd>${directory.region}</dd>
          <dt>Identity store</dt>
          <dd class="mono">${directory.identityStoreId}</dd>
          <dt>Users sign in with</dt>
          <dd data-testid="identity-source">
            <bdi>${identityProvider?.name ?? "a password of this directory"}</bdi>
          </dd>
          <dt>Time of the mock</dt>
          <dd>${timeView(desk.clock.now())}${desk.clock.frozen ? " (stands still)" : ""}</dd>
        </dl>
        <p>
          <a href="/start?instance=${directory.identityStoreId}">Open the access portal</a> ·
          <a href="/device">Enter a device code</a>
        </p>
      </section>`,
  });
}

/** Sign-ins of applications and tools: the active ones, or all; and "Delete session". */

import type { WireResponse } from "../../core/wire.ts";
import type { SessionInfo } from "../../world/administration.ts";
import { typed } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { count, matchesSearch, partLinks, partOf, tableView } from "../tables.ts";
import { timeView } from "../times.ts";
import { adminPath, done, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";
import { attempt } from "./attempt.ts";
import { askToConfirm } from "./confirm.ts";
import { listSearch } from "./list-search.ts";

const statusTexts: Readonly<Record<SessionInfo["status"], string>> = {
  active: "Active",
  over: "Over",
  "signed-out": "Signed out",
  revoked: "Deleted",
};

export const sessionPages: AdminPages = {
  "GET sessions": list,
  "GET sessions/delete": askToDelete,
  "POST sessions/delete": remove,
};

/** Those of the instance, newest first. */
export function sessionsOf({ desk, directory }: AdminVisit): readonly SessionInfo[] {
  return desk.administration
    .sessions()
    .filter(({ startUrl }) => startUrl === directory.startUrl)
    .toReversed();
}

function list(visit: AdminVisit): WireResponse {
  const { directory, call } = visit;
  const showsAll = call.query.get("show") === "all";
  const search = typed(call.query, "q");
  const sessions = sessionsOf(visit).filter(({ status }) => showsAll || status === "active");
  const found = sessions.filter(({ userName, clientName }) => matchesSearch(search, userName, clientName));
  const part = partOf(found, call.query);
  const table = tableView({
    testId: "session",
    caption: count(found.length, "session"),
    empty: "There is none.",
    items: part.items,
    columns: [
      { title: "User", cell: ({ userName }) => html`<bdi>${userName}</bdi>` },
      { title: "Application", cell: ({ clientName }) => html`<bdi>${clientName}</bdi>` },
      { title: "Began", cell: ({ startedAt }) => timeView(startedAt.getTime()) },
      { title: "Ends", cell: ({ endsAt }) => timeView(endsAt.getTime()) },
      ...(showsAll ? [{ title: "State", cell: stateView }] : []),
      { title: "Actions", cell: (session) => deleteLink(visit, session) },
    ],
  });
  return showPage(visit, {
    section: "sessions",
    title: showsAll ? "All sessions" : "Active sessions",
    content: html`<p>
        ${
          showsAll
            ? html`<a href="${adminPath(directory, "sessions")}">Show active sessions only</a>`
            : html`<a href="${adminPath(directory, "sessions", { show: "all" })}"
                >Show those that are over, too</a
              >`
        }
      </p>
      ${listSearch(visit, "sessions", "Search by user or application", sessions.length)} ${table}
      ${partLinks(part, call.query)}`,
  });
}

function stateView({ status }: SessionInfo): Html {
  return html`<span class="state ${status === "active" ? "on" : ""}">${statusTexts[status]}</span>`;
}

function deleteLink({ directory }: AdminVisit, { id, status, userName }: SessionInfo): Html | undefined {
  if (status !== "active") return undefined;
  return html`<a
    class="button plain small"
    href="${adminPath(directory, "sessions/delete", { session: id })}"
    data-testid="delete-session"
    >Delete session<span class="hidden"> of <bdi>${userName}</bdi></span></a
  >`;
}

function askToDelete(visit: AdminVisit): WireResponse {
  const id = typed(visit.call.query, "session");
  const session = sessionsOf(visit).find((each) => each.id === id);
  if (session === undefined) return missing(visit, "sessions");
  return askToConfirm(visit, {
    section: "sessions",
    title: "Delete this session?",
    text: html`<strong><bdi>${session.userName}</bdi></strong> has to sign in again in
      <bdi>${session.clientName}</bdi>. Role credentials that were fetched before live on until they expire.`,
    page: "sessions/delete",
    values: { session: id },
    button: "Delete session",
  });
}

function remove(visit: AdminVisit): WireResponse {
  const problems = attempt(() => visit.desk.administration.revokeSession(typed(visit.form, "session")));
  return problems.length > 0 ? missing(visit, "sessions") : done(visit, "sessions", "session-removed");
}

/** The event history, as CloudTrail would tell it, newest first. */

import type { WireResponse } from "../../core/wire.ts";
import { onBehalfOfEvent } from "../../trail/events.ts";
import type { CloudTrailEvent } from "../../trail/events.ts";
import { fieldView, typed } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { count, matchesSearch, partLinks, partOf, tableView } from "../tables.ts";
import { timeView } from "../times.ts";
import { adminPath, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";

export const eventPages: AdminPages = { "GET events": list };

/** An event and the user name behind its user id. */
interface Told {
  readonly event: CloudTrailEvent;
  readonly user: string;
}

function list(visit: AdminVisit): WireResponse {
  const { call } = visit;
  const user = typed(call.query, "user");
  const name = typed(call.query, "event");
  const told = eventsOf(visit);
  const names = [...new Set(told.map(({ event }) => event.eventName))].toSorted();
  const found = told.filter(
    (each) => matchesSearch(user, each.user) && (name === "" || each.event.eventName === name),
  );
  const part = partOf(found, call.query);
  const table = tableView({
    testId: "event",
    caption: count(found.length, "event"),
    empty: told.length === 0 ? "Nothing has happened yet." : "No event is like this.",
    items: part.items,
    columns: [
      { title: "Event", cell: ({ event }) => detailsView(event) },
      { title: "User", cell: (each) => html`<bdi>${each.user}</bdi>` },
      { title: "Time", cell: ({ event }) => timeView(Date.parse(event.eventTime)) },
      { title: "Account", cell: ({ event }) => html`<span class="mono">${event.recipientAccountId}</span>` },
      { title: "Error", cell: ({ event }) => event.errorCode },
    ],
  });
  return showPage(visit, {
    section: "events",
    title: "Event history",
    content: html`${filterForm(visit, { user, name, names })} ${table} ${partLinks(part, call.query)}`,
  });
}

function eventsOf({ desk, directory }: AdminVisit): readonly Told[] {
  const users = new Map(
    directory.seed.users.map(({ userName }) => [directory.user(userName)?.userId ?? "", userName]),
  );
  return desk.context.trail
    .events()
    .flatMap((event) => {
      const person = onBehalfOfEvent(event);
      if (person?.identityStoreArn.endsWith(`/${directory.identityStoreId}`) !== true) return [];
      return [{ event, user: users.get(person.userId) ?? person.userId }];
    })
    .toReversed();
}

function filterForm(
  visit: AdminVisit,
  { user, name, names }: { readonly user: string; readonly name: string; readonly names: readonly string[] },
): Html {
  const options = [{ value: "", label: "All" }, ...names.map((each) => ({ value: each, label: each }))];
  return html`<form class="inline" role="search" action="${adminPath(visit.directory, "events")}">
    ${fieldView({ kind: "select", name: "event", label: "Event name", value: name, options, testId: "filter-event" })}
    ${fieldView({ kind: "text", type: "search", name: "user", label: "User", value: user, testId: "filter-user" })}
    <button class="plain">Filter</button>
  </form>`;
}

/** Opens to the whole record. */
function detailsView(event: CloudTrailEvent): Html {
  return html`<details>
    <summary>${event.eventName}</summary>
    <pre data-testid="event-record">${JSON.stringify(event, undefined, 2)}</pre>
  </details>`;
}

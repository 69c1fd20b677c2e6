/** The request log of the whole mock, newest first. */

import type { RequestLogEntry } from "../../core/request-log.ts";
import type { WireResponse } from "../../core/wire.ts";
import { fieldView, typed } from "../forms.ts";
import { html } from "../html.ts";
import { count, partLinks, partOf, tableView } from "../tables.ts";
import { timeView } from "../times.ts";
import { adminPath, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";

export const requestPages: AdminPages = { "GET requests": list };

function list(visit: AdminVisit): WireResponse {
  const { call, desk, directory } = visit;
  const operation = typed(call.query, "operation");
  const log = desk.requests().toReversed();
  const names = [...new Set<string>(log.map((entry) => entry.operation))].toSorted();
  const found = log.filter((entry) => operation === "" || entry.operation === operation);
  const part = partOf(found, call.query);
  const options = [{ value: "", label: "All" }, ...names.map((name) => ({ value: name, label: name }))];
  const table = tableView<RequestLogEntry>({
    testId: "request",
    caption: count(found.length, "request"),
    empty: "Nothing was asked yet.",
    items: part.items,
    columns: [
      { title: "Operation", cell: (entry) => entry.operation },
      { title: "Method", cell: ({ method }) => method },
      { title: "Status", cell: ({ status }) => (status === 0 ? "reset" : status) },
      { title: "Error", cell: ({ error }) => error },
      { title: "User", cell: ({ userName }) => html`<bdi>${userName}</bdi>` },
      { title: "Fault", cell: ({ fault }) => fault },
      { title: "Time", cell: ({ time }) => timeView(time.getTime()) },
    ],
  });
  return showPage(visit, {
    section: "requests",
    title: "Request log",
    content: html`<p>Of the whole mock. It holds no secret.</p>
      <form class="inline" role="search" action="${adminPath(directory, "requests")}">
        ${fieldView({ kind: "select", name: "operation", label: "Operation", value: operation, options, testId: "filter-operation" })}
        <button class="plain">Filter</button>
      </form>
      ${table} ${partLinks(part, call.query)}`,
  });
}

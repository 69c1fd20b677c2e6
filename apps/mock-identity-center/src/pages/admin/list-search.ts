/** The search above a list that is too long to look through. */

import { fieldView, typed } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { adminPath } from "./admin-visit.ts";
import type { AdminVisit } from "./admin-visit.ts";
import type { Section } from "./navigation.ts";

const searchFrom = 10;

export function listSearch(
  visit: AdminVisit,
  section: Section,
  label: string,
  size: number,
): Html | undefined {
  const value = typed(visit.call.query, "q");
  if (size < searchFrom && value === "") return undefined;
  return html`<form class="inline" role="search" action="${adminPath(visit.directory, section)}">
    ${fieldView({ kind: "text", type: "search", name: "q", label, value, testId: "search" })}
    <button class="plain">Search</button>
  </form>`;
}

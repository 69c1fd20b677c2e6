/** What the administrator's pages have in common: the frame, the links between them, and refusals shown at the fields. */

import type { Call, WireResponse } from "../../core/wire.ts";
import type { Directory } from "../../state/directory.ts";
import { errorSummary } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { csrfField, pageResponse, redirect } from "../layout.ts";
import type { Desk } from "../pages.ts";
import type { Visitor } from "../visitors.ts";
import { doneTexts } from "./done-texts.ts";
import type { Done } from "./done-texts.ts";
import { navigationView } from "./navigation.ts";
import type { Section } from "./navigation.ts";

/** An administrator's browser at a page of an instance. */
export interface AdminVisit {
  readonly desk: Desk;
  readonly call: Call;
  readonly visitor: Visitor;
  readonly form: URLSearchParams;
  readonly directory: Directory;
}

/** By method and path below the instance, as in `POST users/edit`. */
export type AdminPages = Readonly<Record<string, (visit: AdminVisit) => WireResponse>>;

export interface AdminPage {
  readonly section: Section;
  readonly title: string;
  readonly content: Html;
  /** Beside the heading. */
  readonly action?: Html | undefined;
  readonly problems?: readonly Problem[] | undefined;
}

/** 200, or 400 when there are problems. */
export function showPage(visit: AdminVisit, page: AdminPage): WireResponse {
  const { call, visitor, desk, directory } = visit;
  const { section, title, content, action, problems = [] } = page;
  if (problems.length > 0) call.note.error = "EditRefused";
  return pageResponse(call, visitor, {
    status: problems.length > 0 ? 400 : 200,
    title,
    layout: "admin",
    navigation: navigationView(desk.context.directories, directory, section),
    content: html`<div class="head">
        <h1>${title}</h1>
        ${action}
      </div>
      ${errorSummary(problems)} ${doneView(call.query.get("done"))} ${content}`,
  });
}

/** Back to a page after an edit, which then says what was done. */
export function done(
  visit: AdminVisit,
  page: string,
  what: Done,
  query: Readonly<Record<string, string>> = {},
): WireResponse {
  return redirect(visit.call, visit.visitor, adminPath(visit.directory, page, { ...query, done: what }));
}

/** To the list that a missing item would be in. */
export function missing(visit: AdminVisit, page: string): WireResponse {
  return done(visit, page, "gone");
}

export function adminPath(
  directory: Directory,
  page: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `/admin/${directory.identityStoreId}${page === "" ? "" : `/${page}`}${search === "" ? "" : `?${search}`}`;
}

/** A form that posts to a page of the instance. */
export function adminForm(visit: AdminVisit, page: string, content: Html): Html {
  return html`<form method="post" action="${adminPath(visit.directory, page)}">
    ${csrfField(visit.visitor)} ${content}
  </form>`;
}

export function hiddenFields(values: Readonly<Record<string, string>>): readonly Html[] {
  return Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}

function doneView(what: string | null): Html | undefined {
  const text = doneTexts.get(what ?? "");
  return text === undefined
    ? undefined
    : html`<p class="notice" role="status" data-testid="done">${text}</p>`;
}

/** The question before something is deleted. */

import type { WireResponse } from "../../core/wire.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { adminForm, adminPath, hiddenFields, showPage } from "./admin-visit.ts";
import type { AdminVisit } from "./admin-visit.ts";
import type { Section } from "./navigation.ts";

export interface Question {
  readonly section: Section;
  readonly title: string;
  readonly text: Html;
  /** The page that carries it out, and what it needs to know. */
  readonly page: string;
  readonly values: Readonly<Record<string, string>>;
  readonly button: string;
}

export function askToConfirm(visit: AdminVisit, question: Question): WireResponse {
  const { section, title, text, page, values, button } = question;
  const buttons = html`${hiddenFields(values)}
    <div class="buttons">
      <button class="danger" data-testid="confirm">${button}</button>
      <a class="button plain" href="${adminPath(visit.directory, section)}">Cancel</a>
    </div>`;
  return showPage(visit, {
    section,
    title,
    content: html`<div class="panel">
      <p>${text}</p>
      ${adminForm(visit, page, buttons)}
    </div>`,
  });
}

/** Tables that become lists of cards on a narrow window, one page at a time, with a search. */

import { html } from "./html.ts";
import type { Html, HtmlValue } from "./html.ts";

export interface TableView<T> {
  readonly caption: string;
  /** The first one heads its row. */
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly empty: string;
  readonly testId: string;
}

export interface Column<T> {
  readonly title: string;
  readonly cell: (item: T) => HtmlValue;
}

/** A part of a long list. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly number: number;
  readonly last: number;
}

const partSize = 50;

export function partOf<T>(items: readonly T[], query: URLSearchParams): Part<T> {
  const last = Math.max(1, Math.ceil(items.length / partSize));
  const asked = Number(query.get("page") ?? "1");
  const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), last) : 1;
  return {
    items: items.slice((number - 1) * partSize, number * partSize),
    total: items.length,
    number,
    last,
  };
}

/** Links to the parts before and after; nothing when there is one only. */
export function partLinks<T>(part: Part<T>, query: URLSearchParams): Html | undefined {
  if (part.last === 1) return undefined;
  const link = (number: number, text: string): Html | undefined => {
    if (number < 1 || number > part.last) return undefined;
    const changed = new URLSearchParams(query);
    changed.set("page", String(number));
    changed.delete("done");
    return html`<a href="?${changed.toString()}">${text}</a>`;
  };
  return html`<nav class="pages" aria-label="Parts of the list">
    ${link(part.number - 1, "Previous")}
    <span>${part.number} of ${part.last}</span> ${link(part.number + 1, "Next")}
  </nav>`;
}

export function tableView<T>({ caption, columns, items, empty, testId }: TableView<T>): Html {
  if (items.length === 0) return html`<p class="empty" data-testid="${testId}-empty">${empty}</p>`;
  const row = (item: T): Html =>
    html`<tr data-testid="${testId}">
      ${columns.map(({ title, cell }, index) =>
        index === 0
          ? html`<th scope="row">${cell(item)}</th>`
          : html`<td data-label="${title}">${cell(item)}</td>`,
      )}
    </tr>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${items.map(row)}
      </tbody>
    </table>
  </div>`;
}

/** `1 user`, `2 users` */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Whether one of the texts holds what was searched for, whatever its case. */
export function matchesSearch(search: string, ...texts: readonly string[]): boolean {
  const wanted = search.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** The links between the administrator's pages, and from one instance to another. */

import type { Directory } from "../../state/directory.ts";
import { fieldView } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";

const instanceSections = {
  "": "Overview",
  users: "Users",
  groups: "Groups",
  accounts: "Accounts",
  "permission-sets": "Permission sets",
  assignments: "Assignments",
  sessions: "Active sessions",
  codes: "Pending codes",
  settings: "Settings",
  events: "Event history",
} as const;

const mockSections = { requests: "Request log", clock: "Clock" } as const;

export type Section = keyof typeof instanceSections | keyof typeof mockSections;

export function navigationView(
  directories: readonly Directory[],
  directory: Directory,
  current: Section,
): Html {
  const links = (sections: Readonly<Record<string, string>>): Html =>
    html`<ul class="plain">
      ${Object.entries(sections).map(([section, title]) => link(directory, section, title, section === current))}
    </ul>`;
  return html`<nav class="side" aria-label="Administration">
    ${directories.length > 1 ? switcher(directories, directory) : undefined}
    <h2>Instance</h2>
    ${directories.length > 1 ? undefined : html`<p class="switch soft">${withoutScheme(directory.startUrl)}</p>`}
    ${links(instanceSections)}
    <h2>This mock</h2>
    ${links(mockSections)}
  </nav>`;
}

function link({ identityStoreId }: Directory, section: string, title: string, isCurrent: boolean): Html {
  const path = `/admin/${identityStoreId}${section === "" ? "" : `/${section}`}`;
  return html`<li><a href="${path}" ${isCurrent ? html`aria-current="page"` : undefined}>${title}</a></li> `;
}

function switcher(directories: readonly Directory[], directory: Directory): Html {
  const options = directories.map(({ identityStoreId, startUrl }) => ({
    value: identityStoreId,
    label: withoutScheme(startUrl),
  }));
  return html`<form class="switch" action="/admin">
    ${fieldView({
      kind: "select",
      name: "instance",
      label: "Show instance",
      value: directory.identityStoreId,
      options,
      testId: "instance-switch",
    })}
    <button class="plain small">Show</button>
  </form>`;
}

function withoutScheme(startUrl: string): string {
  return startUrl.replace(/^https:\/\//, "");
}

/** The administrator's pages, one set for each instance: `/admin/<identity store id>/<page>`. */

import type { Call, WireResponse } from "../../core/wire.ts";
import { errorSummary } from "../forms.ts";
import { html } from "../html.ts";
import { pageResponse, redirect } from "../layout.ts";
import type { Desk, Handler } from "../pages.ts";
import type { Visitor } from "../visitors.ts";
import { accountPages } from "./accounts.ts";
import type { AdminPages } from "./admin-visit.ts";
import { assignmentPages } from "./assignments.ts";
import { clockPages } from "./clock.ts";
import { codePages } from "./codes.ts";
import { eventPages } from "./events.ts";
import { groupPages } from "./groups.ts";
import { mayAdminister } from "./may-administer.ts";
import { overviewPages } from "./overview.ts";
import { permissionSetPages } from "./permission-sets.ts";
import { requestPages } from "./requests.ts";
import { sessionPages } from "./sessions.ts";
import { settingPages } from "./settings.ts";
import { userPages } from "./users.ts";

const adminPages: ReadonlyMap<string, AdminPages[string]> = new Map(
  Object.entries({
    ...overviewPages,
    ...userPages,
    ...groupPages,
    ...accountPages,
    ...permissionSetPages,
    ...assignmentPages,
    ...sessionPages,
    ...codePages,
    ...settingPages,
    ...eventPages,
    ...requestPages,
    ...clockPages,
  }),
);

export function findAdminPage(desk: Desk, method: string, path: string): Handler | undefined {
  if (path === "/admin") return method === "GET" ? guarded(desk, chooseInstance(desk)) : undefined;
  const [, instance, page = ""] = /^\/admin\/([\w-]+)(?:\/([a-z/-]+))?$/.exec(path) ?? [];
  const answer = adminPages.get(`${method} ${page}`);
  if (instance === undefined || answer === undefined) return undefined;
  return guarded(desk, (call, visitor, form) => {
    const directory = desk.context.directories.find((each) => each.identityStoreId === instance);
    return directory ? answer({ desk, call, visitor, form, directory }) : goneResponse(call, visitor);
  });
}

function guarded({ context }: Desk, handler: Handler): Handler {
  return (call, visitor, form) =>
    mayAdminister(call.request, context.publicUrl())
      ? handler(call, visitor, form)
      : refusedResponse(call, visitor);
}

/** `/admin` leads to the instance that the switcher names, or to the first. */
function chooseInstance({ context: { directories } }: Desk): Handler {
  return (call, visitor) => {
    const asked = call.query.get("instance");
    const chosen = directories.find((each) => each.identityStoreId === asked) ?? directories[0];
    return redirect(call, visitor, `/admin/${chosen.identityStoreId}`);
  };
}

function refusedResponse(call: Call, visitor: Visitor): WireResponse {
  call.note.error = "AdministrationRefused";
  const title = "Not from this machine";
  const message =
    "These pages open only on the machine that the mock runs on, at localhost or an IP address.";
  return pageResponse(call, visitor, {
    status: 403,
    title,
    content: html`<h1>${title}</h1>
      ${errorSummary([{ message }])}`,
  });
}

function goneResponse(call: Call, visitor: Visitor): WireResponse {
  call.note.error = "UnknownInstance";
  const title = "There is no such instance";
  return pageResponse(call, visitor, {
    status: 404,
    title,
    content: html`<h1>${title}</h1>
      <p>The mock may have been given another seed. <a href="/admin">Go to the overview</a></p>`,
  });
}

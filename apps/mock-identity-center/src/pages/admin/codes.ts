/** User codes that wait for an answer: approve one as a user, or deny it. */

import type { WireResponse } from "../../core/wire.ts";
import type { DeviceAuthorization } from "../../state/records.ts";
import { formatUserCode } from "../../state/shapes.ts";
import { isPending } from "../../world/overview.ts";
import { fieldView, typed } from "../forms.ts";
import type { Problem } from "../forms.ts";
import { html } from "../html.ts";
import { count, partLinks, partOf, tableView } from "../tables.ts";
import { timeView } from "../times.ts";
import { adminForm, adminPath, done, hiddenFields, missing, showPage } from "./admin-visit.ts";
import type { AdminPages, AdminVisit } from "./admin-visit.ts";

export const codePages: AdminPages = {
  "GET codes": list,
  "GET codes/decide": (visit) =>
    withCode(visit, visit.call.query, (device) => formPage(visit, device, "", [])),
  "POST codes/decide": (visit) => withCode(visit, visit.form, (device) => decide(visit, device)),
};

/** Those of the instance, oldest first. */
export function waitingCodes({ desk, directory }: AdminVisit): readonly DeviceAuthorization[] {
  const { store, now } = desk.context;
  return store.devices().filter((device) => device.directory === directory && isPending(device, now()));
}

function withCode(
  visit: AdminVisit,
  values: URLSearchParams,
  answer: (device: DeviceAuthorization) => WireResponse,
): WireResponse {
  const device = waitingCodes(visit).find(({ userCode }) => userCode === typed(values, "code"));
  return device ? answer(device) : missing(visit, "codes");
}

function list(visit: AdminVisit): WireResponse {
  const devices = waitingCodes(visit);
  const part = partOf(devices, visit.call.query);
  const table = tableView({
    testId: "code",
    caption: count(devices.length, "pending code"),
    empty: "No application waits for a user.",
    items: part.items,
    columns: [
      { title: "Code", cell: ({ userCode }) => html`<span class="mono">${formatUserCode(userCode)}</span>` },
      { title: "Application", cell: ({ client }) => html`<bdi>${client.clientName}</bdi>` },
      { title: "Asked", cell: ({ startedAt }) => timeView(startedAt) },
      { title: "Expires", cell: ({ expiresAt }) => timeView(expiresAt) },
      {
        title: "Actions",
        cell: ({ userCode }) =>
          html`<a
            class="button plain small"
            href="${adminPath(visit.directory, "codes/decide", { code: userCode })}"
            data-testid="decide-code"
            >Decide<span class="hidden"> ${formatUserCode(userCode)}</span></a
          >`,
      },
    ],
  });
  return showPage(visit, {
    section: "codes",
    title: "Pending codes",
    content: html`${table} ${partLinks(part, visit.call.query)}`,
  });
}

function formPage(
  visit: AdminVisit,
  device: DeviceAuthorization,
  userName: string,
  problems: readonly Problem[],
): WireResponse {
  const users = visit.directory.seed.users.map((user) => user.userName);
  const field = fieldView(
    {
      kind: "text",
      name: "user_name",
      label: "Approve as user",
      hint: "No password is asked for here.",
      value: userName,
      suggestions: users.slice(0, 500),
      testId: "field-user-name",
    },
    problems,
  );
  const content = html`${hiddenFields({ code: device.userCode })} ${field}
    <div class="buttons">
      <button name="decision" value="approve" data-testid="approve-code">Approve</button>
      <button class="plain" name="decision" value="deny" data-testid="deny-code">Deny</button>
      <a class="button plain" href="${adminPath(visit.directory, "codes")}">Cancel</a>
    </div>`;
  return showPage(visit, {
    section: "codes",
    title: "Decide for a user",
    problems,
    content: html`<div class="panel">
      <dl class="facts">
        <dt>Code</dt>
        <dd class="code">${formatUserCode(device.userCode)}</dd>
        <dt>Application</dt>
        <dd><bdi>${device.client.clientName}</bdi></dd>
        <dt>Expires</dt>
        <dd>${timeView(device.expiresAt)}</dd>
      </dl>
      ${adminForm(visit, "codes/decide", content)}
    </div>`,
  });
}

function decide(visit: AdminVisit, device: DeviceAuthorization): WireResponse {
  const { administration } = visit.desk;
  if (visit.form.get("decision") !== "approve") {
    administration.deny(device.userCode);
    return done(visit, "codes", "code-denied");
  }
  const userName = typed(visit.form, "user_name").trim();
  if (visit.directory.user(userName) === undefined) {
    const message = userName === "" ? "Enter a user name." : "This instance has no user of this name.";
    return formPage(visit, device, userName, [{ field: "user_name", message }]);
  }
  administration.approve(device.userCode, userName);
  return done(visit, "codes", "code-approved");
}

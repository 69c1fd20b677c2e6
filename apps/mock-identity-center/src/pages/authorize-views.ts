/** What the pages of `/authorize` say. */

import type { AuthorizationRequest } from "../state/records.ts";
import type { User } from "../state/directory.ts";
import { errorSummary } from "./forms.ts";
import { html } from "./html.ts";
import { csrfField } from "./layout.ts";
import type { Page } from "./layout.ts";
import type { Visitor } from "./visitors.ts";

export function authorizePage(
  visitor: Visitor,
  requestId: string,
  { client, directory, redirectUri }: AuthorizationRequest,
  user: User,
): Page {
  return {
    status: 200,
    title: "Allow access?",
    content: html`<h1>Allow access?</h1>
      <p>
        <bdi><strong data-testid="client-name">${client.clientName}</strong></bdi> asks to act for you in your
        AWS accounts. Allow this only if you started it yourself, on this computer.
      </p>
      <dl class="facts">
        <dt>Returns to</dt>
        <dd><bdi data-testid="redirect-uri">${redirectUri}</bdi></dd>
        <dt>User</dt>
        <dd><bdi data-testid="user-name">${user.displayName}</bdi> (<bdi>${user.userName}</bdi>)</dd>
        <dt>Portal</dt>
        <dd data-testid="portal">${directory.startUrl}</dd>
      </dl>
      <form method="post" action="/authorize/allow">
        ${csrfField(visitor)}
        <input type="hidden" name="request" value="${requestId}" />
        <div class="buttons">
          <button name="decision" value="allow" data-testid="allow">Allow access</button>
          <button class="plain" name="decision" value="deny" data-testid="deny">Deny</button>
        </div>
      </form>`,
  };
}

export function refusedRequestPage(problem: string): Page {
  return {
    status: 400,
    title: "This request cannot go on",
    content: html`<h1>This request cannot go on</h1>
      ${errorSummary([{ message: problem }])}
      <p>Nothing was sent to the app. Close this window and start again there.</p>`,
  };
}

/** What the pages about a device code say. */

import type { User } from "../../state/directory.ts";
import type { DeviceAuthorization } from "../../state/records.ts";
import { formatUserCode } from "../../state/shapes.ts";
import { errorSummary, fieldView } from "../forms.ts";
import { html } from "../html.ts";
import { csrfField } from "../layout.ts";
import type { Page } from "../layout.ts";
import { timeView } from "../times.ts";
import type { Visitor } from "../visitors.ts";

export function codePage(visitor: Visitor, userCode: string, reason: string | undefined): Page {
  const problems = reason === undefined ? [] : [{ field: "user_code", message: reason }];
  const field = fieldView(
    {
      kind: "text",
      name: "user_code",
      label: "Code",
      hint: "Eight letters, such as BCDF-GHJK. Capitals, spaces and dashes do not matter.",
      value: userCode,
      look: "code",
      maxLength: 64,
      required: true,
      autofocus: true,
      testId: "user-code-input",
    },
    problems,
  );
  return {
    status: reason === undefined ? 200 : 400,
    title: "Confirm your code",
    followsFragment: true,
    content: html`<h1>Confirm your code</h1>
      ${errorSummary(problems)}
      <p>Continue only if your app shows exactly this code, and only if you started the sign-in yourself.</p>
      <noscript><p class="hint">If the field is empty, copy the code from your app.</p></noscript>
      <form method="post" action="/device">
        ${csrfField(visitor)} ${field}
        <div class="buttons">
          <button data-testid="confirm-code">Confirm and continue</button>
          <a class="button plain" href="/start" data-testid="abort">Cancel</a>
        </div>
      </form>`,
  };
}

export function consentPage(visitor: Visitor, device: DeviceAuthorization, user: User): Page {
  return {
    status: 200,
    title: "Allow access?",
    content: html`<h1>Allow access?</h1>
      <p>
        <bdi><strong data-testid="client-name">${device.client.clientName}</strong></bdi> asks to act for you
        in your accounts. Allow this only if you started it yourself and your app shows this code.
      </p>
      <dl class="facts">
        <dt>Code</dt>
        <dd class="code" data-testid="user-code">${formatUserCode(device.userCode)}</dd>
        <dt>User</dt>
        <dd><bdi data-testid="user-name">${user.displayName}</bdi> (<bdi>${user.userName}</bdi>)</dd>
        <dt>Portal</dt>
        <dd data-testid="portal">${device.directory.startUrl}</dd>
        <dt>Asked</dt>
        <dd data-testid="asked-at">${timeView(device.startedAt)}</dd>
        <dt>Answer before</dt>
        <dd>${timeView(device.expiresAt)}</dd>
      </dl>
      <form method="post" action="/device/allow">
        ${csrfField(visitor)}
        <input type="hidden" name="user_code" value="${device.userCode}" />
        <div class="buttons">
          <button name="decision" value="allow" data-testid="allow">Allow access</button>
          <button class="plain" name="decision" value="deny" data-testid="deny">Deny</button>
          <a href="/start" data-testid="abort">Decide later</a>
        </div>
      </form>`,
  };
}

export function outcomePage(decision: "allowed" | "denied"): Page {
  const isAllowed = decision === "allowed";
  const title = isAllowed ? "Request approved" : "Request denied";
  return {
    status: 200,
    title,
    content: html`<h1>${title}</h1>
      <p class="notice ${isAllowed ? "good" : ""}" role="status" data-testid="outcome">
        ${isAllowed ? "Your app now has access." : "Your app was not given access."} You can close this
        window.
      </p>
      <p><a href="/start">See your accounts</a></p>`,
  };
}

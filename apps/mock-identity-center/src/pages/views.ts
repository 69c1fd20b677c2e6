/** What the pages say. Every value goes through the escaping template. */

import type { AssignedRole, User } from "../state/directory.ts";
import type { DeviceAuthorization } from "../state/records.ts";
import { formatUserCode } from "../state/shapes.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { csrfField } from "./layout.ts";
import type { Page } from "./layout.ts";
import type { Visitor } from "./visitors.ts";

export function codePage(visitor: Visitor, userCode: string, problem: string | undefined): Page {
  return {
    status: problem === undefined ? 200 : 400,
    title: "Confirm your code",
    content: html`${alert(problem)}
      <p>Continue only if your app shows exactly this code, and only if you started the sign-in yourself.</p>
      <form method="post" action="/device">
        ${csrfField(visitor)}
        <label for="user-code">Code</label>
        <input
          class="code"
          id="user-code"
          name="user_code"
          value="${userCode}"
          data-testid="user-code-input"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="64"
          required
          autofocus
          ${describedBy(problem)}
        />
        <div class="buttons"><button data-testid="confirm-code">Confirm and continue</button></div>
      </form>`,
  };
}

export interface SignInForm {
  /** Where the form leads: to this code's or this request's consent page, or to the accounts of an instance. */
  readonly userCode: string;
  readonly request: string;
  readonly instance: string;
  readonly userName: string;
}

export function signInPage(visitor: Visitor, form: SignInForm, problem: string | undefined): Page {
  return {
    status: problem === undefined ? 200 : 400,
    title: "Sign in",
    content: html`${alert(problem)}
      <form method="post" action="/signin">
        ${csrfField(visitor)}
        <input type="hidden" name="user_code" value="${form.userCode}" />
        <input type="hidden" name="request" value="${form.request}" />
        <input type="hidden" name="instance" value="${form.instance}" />
        <label for="user-name">User name</label>
        <input
          id="user-name"
          name="user_name"
          value="${form.userName}"
          data-testid="user-name-input"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          autofocus
          ${describedBy(problem)}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          data-testid="password-input"
          autocomplete="current-password"
          required
        />
        <div class="buttons"><button data-testid="sign-in">Sign in</button></div>
      </form>`,
  };
}

export function consentPage(visitor: Visitor, device: DeviceAuthorization, user: User): Page {
  return {
    status: 200,
    title: "Allow access?",
    content: html`<p>
        <bdi><strong data-testid="client-name">${device.client.clientName}</strong></bdi> asks to act for you
        in your AWS accounts. Allow this only if you started it yourself and your app shows this code.
      </p>
      <dl>
        <dt>Code</dt>
        <dd class="code" data-testid="user-code">${formatUserCode(device.userCode)}</dd>
        <dt>User</dt>
        <dd><bdi data-testid="user-name">${user.displayName}</bdi> (<bdi>${user.userName}</bdi>)</dd>
      </dl>
      <form method="post" action="/device/allow">
        ${csrfField(visitor)}
        <input type="hidden" name="user_code" value="${device.userCode}" />
        <div class="buttons">
          <button name="decision" value="allow" data-testid="allow">Allow access</button>
          <button class="plain" name="decision" value="deny" data-testid="deny">Deny</button>
        </div>
      </form>`,
  };
}

export function outcomePage(decision: "allowed" | "denied"): Page {
  const allowed = decision === "allowed";
  return {
    status: 200,
    title: allowed ? "Request approved" : "Request denied",
    content: html`<p class="${allowed ? "good" : ""}" role="status" data-testid="outcome">
      ${allowed ? "Your app now has access." : "Your app was not given access."} You can close this window.
    </p>`,
  };
}

export function accountsPage(roles: readonly AssignedRole[]): Page {
  const accounts = Map.groupBy(roles, ({ account }) => account);
  const sections = [...accounts].map(
    ([account, assigned]) =>
      html`<section data-testid="account">
        <h2><bdi>${account.name}</bdi></h2>
        <p>${account.accountId}</p>
        <ul>
          ${assigned.map(({ permissionSet }) => html`<li data-testid="role"><bdi>${permissionSet.name}</bdi></li> `)}
        </ul>
      </section>`,
  );
  return {
    status: 200,
    title: "AWS accounts",
    content: html`${sections.length > 0 ? sections : html`<p>No account is assigned to you.</p>`}
      <p><a href="/device">Enter a code</a></p>`,
  };
}

export function forbiddenPage(): Page {
  return {
    status: 403,
    title: "This form is not valid any more",
    content: html`<p role="alert" data-testid="problem">Go back, reload the page and try again.</p>`,
  };
}

function alert(problem: string | undefined): Html | undefined {
  return problem === undefined
    ? undefined
    : html`<p role="alert" id="problem" data-testid="problem">${problem}</p>`;
}

function describedBy(problem: string | undefined): Html | undefined {
  return problem === undefined ? undefined : html`aria-invalid="true" aria-describedby="problem"`;
}

/** What the sign-in pages say. */

import type { Directory } from "../../state/directory.ts";
import { errorSummary, fieldView, passwordField } from "../forms.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { csrfField } from "../layout.ts";
import type { Page } from "../layout.ts";
import type { Visitor } from "../visitors.ts";

export interface SignInForm {
  /** Whose users may sign in. */
  readonly directory: Directory;
  /** Where the person is going. */
  readonly destination: string;
  readonly userName: string;
}

export function userNamePage(
  visitor: Visitor,
  form: SignInForm,
  directories: readonly Directory[],
  problem?: string,
): Page {
  const problems = problem === undefined ? [] : [{ field: "user_name", message: problem }];
  const field = fieldView(
    {
      kind: "text",
      name: "user_name",
      label: "User name",
      value: form.userName,
      autocomplete: "username",
      required: true,
      autofocus: true,
      testId: "user-name-input",
    },
    problems,
  );
  return {
    status: problem === undefined ? 200 : 400,
    title: "Sign in",
    followsFragment: true,
    content: html`<h1>Sign in</h1>
      ${errorSummary(problems)} ${otherSession(visitor, form.directory)} ${portalLine(form.directory)}
      <form method="post" action="/signin">
        ${csrfField(visitor)} ${hiddenFields(form)} ${field}
        <div class="buttons"><button data-testid="next">Next</button></div>
      </form>
      ${otherPortals(form, directories)}`,
  };
}

export function passwordPage(visitor: Visitor, form: SignInForm, problem: string | undefined): Page {
  const problems = problem === undefined ? [] : [{ field: "password", message: problem }];
  const field = fieldView(passwordField("password-input"), problems);
  return {
    status: problem === undefined ? 200 : 400,
    title: "Enter your password",
    content: html`<h1>Enter your password</h1>
      ${errorSummary(problems)} ${portalLine(form.directory)}
      <form method="post" action="/signin/password">
        ${csrfField(visitor)} ${hiddenFields(form)}
        <input name="user_name" value="${form.userName}" autocomplete="username" readonly hidden />
        <p>
          User <bdi data-testid="signing-in-user"><strong>${form.userName}</strong></bdi>
          <a href="/signin?${formQuery(form)}" data-testid="change-user">Change user</a>
        </p>
        ${field}
        <div class="buttons"><button data-testid="sign-in">Sign in</button></div>
      </form>`,
  };
}

export function refusedPage(reason: string): Page {
  return {
    status: 400,
    title: "You are not signed in",
    content: html`<h1>You are not signed in</h1>
      ${errorSummary([{ message: reason }])}
      <p><a href="/start">Start again</a>, or use the link that your app shows.</p>`,
  };
}

/** The form as the query of a link. */
export function formQuery({ directory, destination, userName }: SignInForm): string {
  return new URLSearchParams({
    instance: directory.identityStoreId,
    continue: destination,
    user_name: userName,
  }).toString();
}

function hiddenFields({ directory, destination }: SignInForm): Html {
  return html`<input type="hidden" name="instance" value="${directory.identityStoreId}" />
    <input type="hidden" name="continue" value="${destination}" />`;
}

function portalLine({ startUrl }: Directory): Html {
  return html`<p class="soft">to <span data-testid="portal">${startUrl}</span></p>`;
}

function otherSession({ signedIn }: Visitor, directory: Directory): Html | undefined {
  if (signedIn === undefined || signedIn.directory === directory) return undefined;
  return html`<p class="notice" data-testid="other-session">
    You are signed in to ${signedIn.directory.startUrl}. This needs a user of ${directory.startUrl}; signing
    in ends the other session in this browser.
  </p>`;
}

/** Only on the way to a portal: a code or an app has one already. */
function otherPortals(form: SignInForm, directories: readonly Directory[]): Html | undefined {
  const others = directories.filter((each) => each !== form.directory);
  if (others.length === 0 || !form.destination.startsWith("/start")) return undefined;
  return html`<h2>Other portals of this mock</h2>
    <ul>
      ${others.map(
        ({ identityStoreId, startUrl }) =>
          html`<li>
            <a href="/signin?instance=${identityStoreId}" data-testid="other-portal">${startUrl}</a>
          </li>`,
      )}
    </ul>`;
}

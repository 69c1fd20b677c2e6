/** The stand-in for an external identity provider: its own sign-in page, under its own path, for one instance each. */

import type { Call, WireResponse } from "../../core/wire.ts";
import type { Directory } from "../../state/directory.ts";
import { errorSummary, fieldView, passwordField, typed } from "../forms.ts";
import { html } from "../html.ts";
import { csrfField, pageResponse, redirect } from "../layout.ts";
import type { Page } from "../layout.ts";
import type { Desk, Handler } from "../pages.ts";
import { isSameText } from "../same-text.ts";
import type { Visitor } from "../visitors.ts";
import type { FederatedRequest } from "./federation.ts";
import { signInPath } from "../destination.ts";

/** Where a browser is sent with a request. */
export function providerPath({ id, directory }: FederatedRequest): string {
  return `/idp/${directory.identityStoreId}?request=${id}`;
}

/** The handler for the provider of an instance that has one. */
export function findProviderPage(desk: Desk, method: string, path: string): Handler | undefined {
  const [, instance] = /^\/idp\/([\w-]+)$/.exec(path) ?? [];
  const directory = desk.context.directories.find((each) => each.identityStoreId === instance);
  const name = directory?.seed.identityProvider?.name;
  if (directory === undefined || name === undefined) return undefined;
  if (method === "GET") return (call, visitor) => show(desk, call, visitor, { directory, name });
  return method === "POST"
    ? (call, visitor, form) => answer(desk, call, visitor, { directory, name, form })
    : undefined;
}

interface Provider {
  readonly directory: Directory;
  readonly name: string;
}

function show(desk: Desk, call: Call, visitor: Visitor, { directory, name }: Provider): WireResponse {
  const request = desk.federation.waiting(call.query.get("request") ?? "", directory);
  if (request === undefined) return endedResponse(call, visitor, name);
  return pageResponse(call, visitor, credentialsPage(visitor, { name, request, userName: request.userName }));
}

function answer(
  desk: Desk,
  call: Call,
  visitor: Visitor,
  { directory, name, form }: Provider & { readonly form: URLSearchParams },
): WireResponse {
  const request = desk.federation.waiting(typed(form, "request"), directory);
  if (request === undefined) return endedResponse(call, visitor, name);
  const userName = typed(form, "user_name").trim();
  const user = directory.user(userName);
  if (user === undefined || !isSameText(typed(form, "password"), user.password)) {
    call.note.error = "SignInRefused";
    const problem = "The user name or the password is wrong.";
    return pageResponse(call, visitor, credentialsPage(visitor, { name, request, userName, problem }));
  }
  const assertion = desk.federation.assert(request, user);
  return redirect(
    call,
    visitor,
    `/signin/federated?${new URLSearchParams({ answer: assertion }).toString()}`,
  );
}

function endedResponse(call: Call, visitor: Visitor, name: string): WireResponse {
  call.note.error = "SignInRefused";
  const title = "This sign-in is over";
  return pageResponse(call, visitor, {
    status: 400,
    title,
    layout: "provider",
    brand: name,
    content: html`<h1>${title}</h1>
      ${errorSummary([{ message: "It took too long, or it was finished already." }])}
      <p><a href="/start">Start again</a></p>`,
  });
}

interface Credentials {
  readonly name: string;
  readonly request: FederatedRequest;
  readonly userName: string;
  readonly problem?: string;
}

function credentialsPage(visitor: Visitor, { name, request, userName, problem }: Credentials): Page {
  const problems = problem === undefined ? [] : [{ field: "password", message: problem }];
  const { directory } = request;
  const fields = [
    fieldView({
      kind: "text",
      name: "user_name",
      label: "User name",
      value: userName,
      autocomplete: "username",
      required: true,
      testId: "provider-user-name-input",
    }),
    fieldView(passwordField("provider-password-input"), problems),
  ];
  return {
    status: problem === undefined ? 200 : 400,
    title: "Sign in",
    layout: "provider",
    brand: name,
    content: html`<h1>Sign in with <bdi data-testid="provider-name">${name}</bdi></h1>
      ${errorSummary(problems)}
      <p class="soft">to continue to ${directory.startUrl}</p>
      <form method="post" action="/idp/${directory.identityStoreId}">
        ${csrfField(visitor)}
        <input type="hidden" name="request" value="${request.id}" />
        ${fields}
        <div class="buttons">
          <button data-testid="provider-sign-in">Sign in</button>
          <a
            class="button plain"
            href="${signInPath(directory, request.destination)}"
            data-testid="provider-cancel"
            >Cancel</a
          >
        </div>
      </form>`,
  };
}

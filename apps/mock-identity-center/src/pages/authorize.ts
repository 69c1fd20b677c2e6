/** `/authorize`: checks what a client asks for, lets the user decide, and sends the browser back to the client. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { readAuthorizationRequest } from "../oidc/authorization-request.ts";
import { redirectLocation } from "../oidc/redirect-uris.ts";
import type { AuthorizationRequest } from "../state/records.ts";
import * as views from "./authorize-views.ts";
import { signInPath } from "./destination.ts";
import { pageResponse, redirect } from "./layout.ts";
import type { Desk, Routes } from "./pages.ts";
import type { Visitor } from "./visitors.ts";

export function authorizeRoutes({ context }: Pick<Desk, "context">): Routes {
  return {
    "GET /authorize": (call, visitor) => startAuthorization(context, call, visitor),
    "GET /authorize/allow": (call, visitor) => showConsent(context, call, visitor),
    "POST /authorize/allow": (call, visitor, form) => decide(context, call, visitor, form),
  };
}

/** The request stays here; the browser carries its id from page to page and nothing that could be changed. */
function startAuthorization(context: Context, call: Call, visitor: Visitor): WireResponse {
  const read = readAuthorizationRequest(context, call.query);
  if (read.status === "not-redirectable") return refuse(call, visitor, read.problem);
  if (read.status === "refused") {
    call.note.error = read.error;
    return redirect(call, visitor, read.location);
  }
  call.note.client = read.request.client.clientId;
  const id = context.store.addAuthorizationRequest(read.request, context.now());
  return redirect(call, visitor, consentPath(id));
}

function consentPath(requestId: string): string {
  return `/authorize/allow?request=${requestId}`;
}

/** The request that a browser carries, while it can be decided. */
function openRequest(context: Context, id: string): AuthorizationRequest | undefined {
  const request = context.store.authorizationRequest(id);
  return request !== undefined && !request.decided && context.now() < request.expiresAt ? request : undefined;
}

function showConsent(context: Context, call: Call, visitor: Visitor): WireResponse {
  const id = call.query.get("request") ?? "";
  const request = openRequest(context, id);
  if (request === undefined) return refuse(call, visitor, over);
  if (visitor.signedIn?.directory !== request.directory)
    return redirect(call, visitor, signInPath(request.directory, consentPath(id)));
  const page = views.authorizePage(visitor, id, request, visitor.signedIn.user);
  return pageResponse(call, visitor, { ...page, formTarget: formTargetOf(request.redirectUri) });
}

function decide(context: Context, call: Call, visitor: Visitor, form: URLSearchParams): WireResponse {
  const id = form.get("request") ?? "";
  const request = openRequest(context, id);
  if (request === undefined) return refuse(call, visitor, over);
  if (visitor.signedIn?.directory !== request.directory)
    return redirect(call, visitor, signInPath(request.directory, consentPath(id)));
  context.store.decide(request);
  call.note.client = request.client.clientId;
  call.note.userName = visitor.signedIn.user.userName;
  const answer =
    form.get("decision") === "allow"
      ? { code: newCode(context, request, visitor.signedIn.user) }
      : { error: "access_denied" };
  return redirect(call, visitor, redirectLocation(request.redirectUri, { ...answer, state: request.state }));
}

const over = "This request has been decided, or took too long.";

function newCode(
  context: Context,
  { client, directory, redirectUri, codeChallenge }: AuthorizationRequest,
  user: NonNullable<Visitor["signedIn"]>["user"],
): string {
  const decidedAt = context.now();
  const expiresAt = decidedAt + directory.settings.authorizationCodeSeconds * 1000;
  return context.store.addAuthorizationCode(
    { client, directory, redirectUri, codeChallenge, user, decidedAt, expiresAt },
    decidedAt,
  );
}

function refuse(call: Call, visitor: Visitor, problem: string): WireResponse {
  call.note.error = "AuthorizationRequestRefused";
  return pageResponse(call, visitor, views.refusedRequestPage(problem));
}

/** Browsers hold the redirect behind a form against `form-action`; an address in brackets has no other name there. */
function formTargetOf(redirectUri: string): string {
  const { origin, hostname } = new URL(redirectUri);
  return hostname.startsWith("[") ? "http:" : origin;
}

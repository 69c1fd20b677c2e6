/** What `/authorize` is asked: RFC 6749 section 4.1.1 and RFC 7636 section 4.3, read from the query. */

import type { Context } from "../core/context.ts";
import type { AuthorizationRequest, ClientRegistration } from "../state/records.ts";
import { mayUseGrant } from "./authenticate-client.ts";
import { authorizationCodeGrant } from "./grant-types.ts";
import { isRegisteredRedirect, redirectLocation } from "./redirect-uris.ts";

/** How long a person may take over the pages, in milliseconds. */
const decisionTime = 600_000;

export type ReadAuthorizationRequest =
  | { readonly status: "valid"; readonly request: Omit<AuthorizationRequest, "serial" | "decided"> }
  /** Told to the client. */
  | { readonly status: "refused"; readonly error: AuthorizationError; readonly location: string }
  /** Told to the person: the client is not known well enough to send a browser there. */
  | { readonly status: "not-redirectable"; readonly problem: string };

/** @see RFC 6749 section 4.1.2.1 */
type AuthorizationError =
  | "invalid_request"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_response_type";

export function readAuthorizationRequest(context: Context, query: URLSearchParams): ReadAuthorizationRequest {
  const clientId = only(query, "client_id");
  const client = clientId === undefined ? undefined : context.store.client(clientId);
  if (client === undefined || context.now() >= client.expiresAt)
    return notRedirectable("The app that sent you here is not registered, or its registration has ended.");
  const redirectUri = only(query, "redirect_uri");
  if (redirectUri === undefined || !isRegisteredRedirect(client.redirectUris, redirectUri))
    return notRedirectable(
      "The app that sent you here did not register the address it wants you to return to.",
    );

  const state = only(query, "state");
  const problem = problemOf(client, query);
  const codeChallenge = only(query, "code_challenge");
  if (problem === undefined && client.directory !== undefined && codeChallenge !== undefined) {
    const expiresAt = context.now() + decisionTime;
    const { directory } = client;
    return { status: "valid", request: { client, directory, redirectUri, state, codeChallenge, expiresAt } };
  }
  const [error, description] = problem ?? ["invalid_request", "The client registered without issuerUrl"];
  return {
    status: "refused",
    error,
    location: redirectLocation(redirectUri, { error, error_description: description, state }),
  };
}

function problemOf(
  client: ClientRegistration,
  query: URLSearchParams,
): readonly [AuthorizationError, string] | undefined {
  const names = [...query.keys()];
  if (new Set(names).size < names.length) return ["invalid_request", "A parameter is repeated"];
  const responseType = query.get("response_type");
  if (responseType === null) return ["invalid_request", "response_type is required"];
  if (responseType !== "code") return ["unsupported_response_type", "response_type must be code"];
  if (!mayUseGrant(client, authorizationCodeGrant))
    return ["unauthorized_client", "The client is not registered for the authorization_code grant"];
  if (query.get("code_challenge_method") !== "S256")
    return ["invalid_request", "code_challenge_method must be S256"];
  if (!/^[\w-]{43}$/.test(query.get("code_challenge") ?? ""))
    return ["invalid_request", "code_challenge must be 43 characters of base64url"];
  const scopes = (query.get("scopes") ?? query.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  return scopes.every((scope) => client.scopes.includes(scope))
    ? undefined
    : ["invalid_scope", "The client did not register this scope"];
}

/** A member given exactly once and not empty. */
function only(query: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = query.getAll(name);
  return value === "" || others.length > 0 ? undefined : value;
}

function notRedirectable(problem: string): ReadAuthorizationRequest {
  return { status: "not-redirectable", problem };
}

/** RegisterClient, `POST /client/register`. */

import type { Context } from "../core/context.ts";
import { readJsonObject, textField, textListField } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { findDirectory } from "./find-directory.ts";
import { authorizationCodeGrant, knownGrantTypes } from "./grant-types.ts";
import { malformedBody, missingField, oidcError } from "./oidc-answer.ts";
import type { OidcErrorCode } from "./oidc-answer.ts";
import { isLoopbackRedirect } from "./redirect-uris.ts";

/** @see sso-oidc RegisterClient */
export function registerClient(context: Context, call: Call): WireResponse {
  const { registrationsPerSecond } = context.settings;
  if (context.store.throttle.isExceeded(context.store, registrationsPerSecond, context.now()))
    return oidcError(context, call, "slow_down", "Slow down");
  const body = readJsonObject(call.request.body);
  if (body === undefined) return malformedBody(context, call);
  const clientName = textField(body, "clientName");
  if (clientName === undefined) return missingField(context, call, "clientName");
  const clientType = textField(body, "clientType");
  if (clientType === undefined) return missingField(context, call, "clientType");
  if (clientType !== "public")
    return oidcError(context, call, "invalid_client_metadata", "Invalid client type: expected public");

  const lists = readLists(context, body);
  if (lists.status === "refused") return oidcError(context, call, lists.error, lists.description);
  const issuerUrl = textField(body, "issuerUrl");
  const directory = issuerUrl === undefined ? undefined : findDirectory(context, issuerUrl);
  if (issuerUrl !== undefined && directory === undefined)
    return oidcError(context, call, "invalid_request", "Invalid issuer url provided");
  if (directory === undefined && lists.grantTypes?.includes(authorizationCodeGrant))
    return missingField(context, call, "issuerUrl");
  const issuedAt = Math.floor(context.now() / 1000) * 1000;
  const client = context.store.addClient(
    {
      clientName,
      scopes: lists.scopes,
      grantTypes: lists.grantTypes,
      redirectUris: lists.redirectUris,
      directory,
      issuedAt,
      expiresAt: issuedAt + context.settings.registrationSeconds * 1000,
    },
    (directory ?? context.directories[0]).region,
  );
  call.note.client = client.clientId;
  return jsonResponse(call, 200, {
    clientId: client.clientId,
    clientIdIssuedAt: client.issuedAt / 1000,
    clientSecret: context.store.clientSecret(client),
    clientSecretExpiresAt: client.expiresAt / 1000,
  });
}

const none: readonly string[] = [];

type Lists =
  | {
      readonly status: "read";
      readonly scopes: readonly string[];
      readonly grantTypes: readonly string[] | undefined;
      readonly redirectUris: readonly string[];
    }
  | { readonly status: "refused"; readonly error: OidcErrorCode; readonly description: string };

function readLists(context: Context, body: JsonObject): Lists {
  const scopes = textListField(body, "scopes") ?? none;
  const grantTypes = textListField(body, "grantTypes");
  const redirectUris = textListField(body, "redirectUris") ?? none;
  if (scopes === "malformed" || grantTypes === "malformed" || redirectUris === "malformed")
    return refused(
      "invalid_request",
      "Invalid request: scopes, grantTypes and redirectUris are lists of strings",
    );
  if (!scopes.every((scope) => context.settings.scopes.includes(scope)))
    return refused("invalid_scope", "Invalid scope requested");
  if (
    grantTypes &&
    (grantTypes.length === 0 || !grantTypes.every((grant) => knownGrantTypes.includes(grant)))
  )
    return refused("unsupported_grant_type", "Unsupported grant type");
  if (!redirectUris.every(isLoopbackRedirect))
    return refused("invalid_redirect_uri", "Invalid redirect uri provided");
  if (grantTypes?.includes(authorizationCodeGrant) && redirectUris.length === 0)
    return refused("invalid_redirect_uri", "Redirect uri is required for the authorization_code grant");
  return { status: "read", scopes, grantTypes, redirectUris };
}

function refused(error: OidcErrorCode, description: string): Lists {
  return { status: "refused", error, description };
}

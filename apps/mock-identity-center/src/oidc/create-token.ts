/** CreateToken, `POST /token`: which grant it is, and the tokens it ends in. */

import type { Context } from "../core/context.ts";
import { readJsonObject, textField } from "../core/json-body.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { authenticateClient, mayUseGrant } from "./authenticate-client.ts";
import { redeemAuthorizationCode } from "./authorization-code-grant.ts";
import { redeemDeviceCode } from "./device-code-grant.ts";
import {
  authorizationCodeGrant,
  deviceCodeGrant,
  knownGrantTypes,
  refreshTokenGrant,
} from "./grant-types.ts";
import { malformedBody, missingField, oidcError } from "./oidc-answer.ts";
import { redeemRefreshToken } from "./refresh-grant.ts";

/** @see sso-oidc CreateToken */
export function createToken(context: Context, call: Call): WireResponse {
  const body = readJsonObject(call.request.body);
  if (body === undefined) return malformedBody(context, call);
  const check = authenticateClient(context, call, body);
  if (check.status === "refused") return check.response;
  const grantType = textField(body, "grantType");
  if (grantType === undefined) return missingField(context, call, "grantType");
  if (!knownGrantTypes.includes(grantType))
    return oidcError(context, call, "unsupported_grant_type", "Unsupported grant type");
  if (!mayUseGrant(check.client, grantType))
    return oidcError(context, call, "unauthorized_client", "Client is not registered for this grant type");

  if (grantType === authorizationCodeGrant) return redeemAuthorizationCode(context, call, check.client, body);
  const field = grantType === deviceCodeGrant ? "deviceCode" : "refreshToken";
  const code = textField(body, field);
  if (code === undefined) return missingField(context, call, field);
  return grantType === refreshTokenGrant
    ? redeemRefreshToken(context, call, check.client, code)
    : redeemDeviceCode(context, call, check.client, code);
}

/** CreateTokenWithIAM, `POST /token?aws_iam=t`, is for trusted applications; the mock has none. */
export function createTokenWithIam(context: Context, call: Call): WireResponse {
  return oidcError(context, call, "unsupported_grant_type", "CreateTokenWithIAM is not supported");
}

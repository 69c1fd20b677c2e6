/** The authorization-code grant of CreateToken: RFC 6749 section 4.1.3 with the proof of RFC 7636 section 4.5. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "../core/context.ts";
import { textField } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { ClientRegistration } from "../state/records.ts";
import { issueTokens, startSignIn } from "./issue-tokens.ts";
import { missingField, oidcError } from "./oidc-answer.ts";
import type { OidcErrorCode } from "./oidc-answer.ts";

/** A code works once, for its client, its redirect and who knows its verifier; other attempts do not spend it. */
export function redeemAuthorizationCode(
  context: Context,
  call: Call,
  client: ClientRegistration,
  body: JsonObject,
): WireResponse {
  const text = textField(body, "code");
  if (text === undefined) return missingField(context, call, "code");
  const redirectUri = textField(body, "redirectUri");
  if (redirectUri === undefined) return missingField(context, call, "redirectUri");
  const codeVerifier = textField(body, "codeVerifier");
  if (codeVerifier === undefined) return missingField(context, call, "codeVerifier");

  const code = context.store.authorizationCode(text);
  const refuse = (error: OidcErrorCode, description: string): WireResponse =>
    oidcError(context, call, error, description, code?.directory.settings);
  if (!/^[\w.~-]{43,128}$/.test(codeVerifier))
    return refuse("invalid_request", "Invalid request: codeVerifier must be 43 to 128 unreserved characters");
  if (code === undefined || code.client !== client)
    return refuse("invalid_grant", "Invalid authorization code provided");
  if (code.signIn !== undefined) {
    if (code.directory.settings.authorizationCodeReuse === "revokes")
      context.store.endSignIn(code.signIn, "revoked");
    return refuse("invalid_grant", "Invalid authorization code provided");
  }
  if (context.now() >= code.expiresAt) return refuse("invalid_grant", "Authorization code has expired");
  if (redirectUri !== code.redirectUri) return refuse("invalid_grant", "Invalid redirect uri provided");
  if (!isProof(codeVerifier, code.codeChallenge))
    return refuse("invalid_grant", "Invalid code verifier provided");
  if (!code.user.enabled) return refuse("access_denied", "Access denied");
  call.note.userName = code.user.userName;
  const { user, directory, decidedAt } = code;
  const signIn = startSignIn(context, { user, directory, client, startedAt: decidedAt });
  context.store.redeemAuthorizationCode(code, signIn);
  return issueTokens(context, call, signIn);
}

/** @param challenge 43 characters, as the digest of the verifier has. */
function isProof(verifier: string, challenge: string): boolean {
  const digest = createHash("sha256").update(verifier).digest("base64url");
  return timingSafeEqual(Buffer.from(digest), Buffer.from(challenge));
}

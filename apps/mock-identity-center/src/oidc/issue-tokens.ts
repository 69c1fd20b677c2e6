/** The tokens of a sign-in, and how long they last. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { SignIn } from "../state/records.ts";
import { mayUseGrant } from "./authenticate-client.ts";
import { refreshTokenGrant } from "./grant-types.ts";

/** Life of the access token of a client that registered no scopes: fixed, whatever the administrator set. */
const legacyAccessTokenSeconds = 28_800;
/** Counts for no scope: old clients register it and get no refresh token. */
const legacyScope = "sso-portal:*";

/** Opens the access-portal session that the tokens will belong to. */
export function startSignIn(
  context: Context,
  details: Pick<SignIn, "user" | "directory" | "client" | "startedAt">,
): SignIn {
  const seconds = isScoped(details)
    ? details.directory.settings.sessionDurationSeconds
    : legacyAccessTokenSeconds;
  return context.store.addSignIn({ ...details, endsAt: details.startedAt + seconds * 1000 });
}

/**
 * A new access token and, for clients that registered scopes and may refresh, a new refresh token.
 *
 * @param refreshToken "kept" when the client goes on with the one it has.
 */
export function issueTokens(
  context: Context,
  call: Call,
  signIn: SignIn,
  refreshToken: "new" | "kept" = "new",
): WireResponse {
  const now = context.now();
  const secondsLeft = Math.ceil((signIn.endsAt - now) / 1000);
  const expiresIn = isScoped(signIn)
    ? Math.min(signIn.directory.settings.accessTokenSeconds, secondsLeft)
    : secondsLeft;
  const accessToken = context.store.addAccessToken({ signIn, expiresAt: now + expiresIn * 1000 }, now);
  const isRefreshable = isScoped(signIn) && mayUseGrant(signIn.client, refreshTokenGrant);
  const rotated =
    isRefreshable && refreshToken === "new"
      ? { refreshToken: context.store.addRefreshToken(signIn, now) }
      : undefined;
  context.trail.createToken(call, signIn);
  return jsonResponse(call, 200, { accessToken, expiresIn, ...rotated, tokenType: "Bearer" });
}

function isScoped({ client }: Pick<SignIn, "client">): boolean {
  return client.scopes.some((scope) => scope !== legacyScope);
}

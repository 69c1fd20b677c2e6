/** The refresh grant of CreateToken: every refresh token works once, and its successor replaces it. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { ClientRegistration } from "../state/records.ts";
import { isSignInLive } from "../state/sign-ins.ts";
import { issueTokens } from "./issue-tokens.ts";
import { oidcError } from "./oidc-answer.ts";

export function redeemRefreshToken(
  context: Context,
  call: Call,
  client: ClientRegistration,
  text: string,
): WireResponse {
  const token = context.store.refreshToken(text);
  const settings = token?.signIn.directory.settings;
  const spent = token?.used === true && settings?.refreshTokenReuse === "refused";
  if (
    token === undefined ||
    spent ||
    token.signIn.client !== client ||
    !isSignInLive(token.signIn, context.now())
  )
    return oidcError(context, call, "invalid_grant", "Invalid refresh token provided", settings);
  call.note.userName = token.signIn.user.userName;
  if (settings?.refreshTokenRotation === "kept") return issueTokens(context, call, token.signIn, "kept");
  context.store.spend(token);
  return issueTokens(context, call, token.signIn);
}

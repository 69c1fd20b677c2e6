/** The bearer of every portal request: header `x-amz-sso_bearer_token`. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { SignIn } from "../state/records.ts";
import { isSignInLive } from "../state/sign-ins.ts";
import { portalError } from "./portal-answer.ts";

export type BearerCheck =
  | { readonly status: "authenticated"; readonly signIn: SignIn }
  | { readonly status: "refused"; readonly response: WireResponse };

export function authenticateBearer(context: Context, call: Call): BearerCheck {
  const token = context.store.accessToken(call.request.headers["x-amz-sso_bearer_token"] ?? "");
  const now = context.now();
  if (token === undefined || now >= token.expiresAt || !isSignInLive(token.signIn, now))
    return refused(portalError(context, call, "UnauthorizedException", "Session token not found or invalid"));
  const { signIn } = token;
  call.note.client = signIn.client.clientId;
  call.note.userName = signIn.user.userName;
  const limit = signIn.directory.settings.portalRequestsPerSecond;
  if (context.store.throttle.isExceeded(signIn, limit, now))
    return refused(portalError(context, call, "TooManyRequestsException", "Too many requests"));
  return { status: "authenticated", signIn };
}

function refused(response: WireResponse): BearerCheck {
  return { status: "refused", response };
}

/** Logout, `POST /logout`: ends the sign-in; role credentials already minted live on. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { authenticateBearer } from "./authenticate.ts";

/** @see sso Logout */
export function logout(context: Context, call: Call): WireResponse {
  const check = authenticateBearer(context, call);
  if (check.status === "refused") return check.response;
  context.store.endSignIn(check.signIn, "signed-out");
  return { status: 200, headers: { "x-amzn-requestid": call.requestId }, body: "" };
}

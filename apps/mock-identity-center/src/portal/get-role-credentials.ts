/** GetRoleCredentials, `GET /federation/credentials`. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { authenticateBearer } from "./authenticate.ts";
import { portalError } from "./portal-answer.ts";
import { unassigned } from "./unassigned.ts";

const defaultSessionDurationSeconds = 3600;

/** @see sso GetRoleCredentials; `expiration` is in epoch milliseconds. */
export function getRoleCredentials(context: Context, call: Call): WireResponse {
  const check = authenticateBearer(context, call);
  if (check.status === "refused") return check.response;
  const roleName = call.query.get("role_name") ?? "";
  const accountId = call.query.get("account_id") ?? "";
  if (roleName === "" || accountId === "")
    return portalError(context, call, "InvalidRequestException", "role_name and account_id are required");

  const { directory, user } = check.signIn;
  const role = directory.role(user, accountId, roleName);
  if (role === undefined) {
    const { type, message } = unassigned(directory.settings);
    context.trail.getRoleCredentials(call, check.signIn, { accountId, roleName, errorCode: type });
    return portalError(context, call, type, message);
  }
  const issuedAt = Math.floor(context.now() / 1000) * 1000;
  const seconds = role.permissionSet.sessionDurationSeconds ?? defaultSessionDurationSeconds;
  const expiresAt = issuedAt + seconds * 1000;
  const credentials = context.store.addCredentials({ ...role, user, directory, issuedAt, expiresAt });
  context.trail.getRoleCredentials(call, check.signIn, { accountId, roleName });
  return jsonResponse(call, 200, {
    roleCredentials: {
      accessKeyId: credentials.accessKeyId,
      expiration: credentials.expiresAt,
      secretAccessKey: context.store.secretAccessKey(credentials),
      sessionToken: context.store.sessionToken(credentials),
    },
  });
}

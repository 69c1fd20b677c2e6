/** ListAccounts, `GET /assignment/accounts`, and ListAccountRoles, `GET /assignment/roles`. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { SeedAccount } from "../seed/seed.ts";
import { authenticateBearer } from "./authenticate.ts";
import { pageOf } from "./pages-of-a-list.ts";
import { portalError } from "./portal-answer.ts";
import { unassigned } from "./unassigned.ts";

/** @see sso ListAccounts */
export function listAccounts(context: Context, call: Call): WireResponse {
  const check = authenticateBearer(context, call);
  if (check.status === "refused") return check.response;
  const { directory, user } = check.signIn;
  const accounts = new Map<string, SeedAccount>(
    directory.rolesOf(user).map(({ account }) => [account.accountId, account]),
  );
  const page = pageOf(directory.settings, call, "accounts", [...accounts.values()]);
  if (page.status === "refused") return portalError(context, call, "InvalidRequestException", page.message);
  const accountList = page.items.map((account) => ({
    accountId: account.accountId,
    accountName: account.name,
    emailAddress: account.email ?? `${account.accountId}@accounts.example`,
  }));
  return jsonResponse(call, 200, { ...page.nextToken, accountList });
}

/** @see sso ListAccountRoles */
export function listAccountRoles(context: Context, call: Call): WireResponse {
  const check = authenticateBearer(context, call);
  if (check.status === "refused") return check.response;
  const accountId = call.query.get("account_id");
  if (accountId === null || accountId === "")
    return portalError(context, call, "InvalidRequestException", "account_id is required");
  const { directory, user } = check.signIn;
  const roles = directory.rolesOf(user).filter(({ account }) => account.accountId === accountId);
  if (roles.length === 0) {
    const { type, message } = unassigned(directory.settings);
    return portalError(context, call, type, message);
  }
  const page = pageOf(directory.settings, call, `roles ${accountId}`, roles);
  if (page.status === "refused") return portalError(context, call, "InvalidRequestException", page.message);
  const roleList = page.items.map(({ permissionSet }) => ({ roleName: permissionSet.name, accountId }));
  return jsonResponse(call, 200, { ...page.nextToken, roleList });
}

export { createAccessPortal } from "./access-portal.ts";
export type { AccessPortal, AccessPortalOptions } from "./access-portal.ts";
export type { Clock } from "./clock.ts";
export type {
  GetRoleCredentialsRequest,
  GetRoleCredentialsResult,
  RoleCredentials,
} from "./get-role-credentials.ts";
export type { RequestHandlerLike } from "./guarded-handler.ts";
export type { AccountRole, ListAccountRolesRequest } from "./list-account-roles.ts";
export type { Account, ListAccountsRequest } from "./list-accounts.ts";
export type { LogoutResult } from "./logout.ts";
export type { CallOptions } from "./portal-client.ts";
export { RoleCredentialsError } from "./role-credentials-error.ts";
export type { RoleCredentialsErrorCode, RoleCredentialsErrorDetails } from "./role-credentials-error.ts";
export type { ServerDateListener } from "./server-date.ts";

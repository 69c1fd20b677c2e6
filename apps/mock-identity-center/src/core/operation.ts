/** The names under which the mock's operations appear in the request log and in fault scripts. */

export const operations = [
  "RegisterClient",
  "StartDeviceAuthorization",
  "CreateToken",
  "CreateTokenWithIAM",
  "ListAccounts",
  "ListAccountRoles",
  "GetRoleCredentials",
  "Logout",
  "GetCallerIdentity",
  "Converse",
  "ConverseStream",
  "InvokeModel",
  "InvokeModelWithResponseStream",
  "Page",
  "Unknown",
] as const;

/** An AWS operation, `Page` for the sign-in pages, or `Unknown` for a path without either. */
export type Operation = (typeof operations)[number];

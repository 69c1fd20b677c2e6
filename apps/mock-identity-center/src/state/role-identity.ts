/** The names under which minted credentials appear to other services. */

import { reservedRoleId, reservedRoleName } from "./directory.ts";
import type { RoleCredentials } from "./records.ts";

/** `arn:<partition>:sts::<account>:assumed-role/AWSReservedSSO_<set>_<16 hex>/<user name>`. */
export function assumedRoleArn({ directory, account, permissionSet, user }: RoleCredentials): string {
  const role = reservedRoleName(account.accountId, permissionSet.name);
  return `arn:${directory.partition}:sts::${account.accountId}:assumed-role/${role}/${user.userName}`;
}

/** `AROA…:<user name>`. */
export function assumedRoleUserId({ account, permissionSet, user }: RoleCredentials): string {
  return `${reservedRoleId(account.accountId, permissionSet.name)}:${user.userName}`;
}

/** The role behind the credentials, as CloudTrail names a session's issuer. */
export function reservedRoleArn({ directory, account, permissionSet }: RoleCredentials): string {
  const role = reservedRoleName(account.accountId, permissionSet.name);
  const path = `aws-reserved/sso.amazonaws.com/${directory.region === "us-east-1" ? "" : `${directory.region}/`}`;
  return `arn:${directory.partition}:iam::${account.accountId}:role/${path}${role}`;
}

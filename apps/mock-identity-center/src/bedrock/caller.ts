/** Who calls a model, and what their policy is. */

import { createHash } from "node:crypto";
import type { Context } from "../core/context.ts";
import type { SeedBedrockApiKey, SeedPolicy } from "../seed/seed.ts";
import type { RoleCredentials } from "../state/records.ts";
import { assumedRoleArn } from "../state/role-identity.ts";

export interface BedrockCaller {
  readonly userName: string;
  readonly partition: string;
  readonly accountId: string;
  readonly arn: string;
  readonly policy: SeedPolicy | undefined;
  readonly owner: RoleCredentials | ApiKeyUser;
}

/** The IAM user whose bearer token it is. */
export interface ApiKeyUser {
  readonly userId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly userName: string;
}

export function callerWithRole(owner: RoleCredentials): BedrockCaller {
  const { directory, account, user, permissionSet } = owner;
  return {
    userName: user.userName,
    partition: directory.partition,
    accountId: account.accountId,
    arn: assumedRoleArn(owner),
    policy: directory.permissionSet(permissionSet.name)?.inlinePolicy,
    owner,
  };
}

export function callerWithApiKey(
  { directories }: Context,
  { accountId, userName, inlinePolicy }: SeedBedrockApiKey,
): BedrockCaller {
  const { partition } = directories[0];
  const arn = `arn:${partition}:iam::${accountId}:user/${userName}`;
  const owner = { userId: userIdOf(arn), arn, accountId, userName };
  return { userName, partition, accountId, arn, policy: inlinePolicy, owner };
}

function userIdOf(arn: string): string {
  const hash = createHash("sha256").update(arn).digest();
  return `AIDA${[...hash.subarray(0, 17)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("")}`;
}

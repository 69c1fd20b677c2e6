/** Records who did what, as CloudTrail would tell it. */

import type { ApiKeyUser } from "../bedrock/caller.ts";
import type { BedrockOperation } from "../bedrock/route.ts";
import type { Call } from "../core/wire.ts";
import { randomUuid } from "../core/random.ts";
import type { Random } from "../core/random.ts";
import { Ring } from "../core/ring.ts";
import { reservedRoleId, reservedRoleName } from "../state/directory.ts";
import type { Directory, User } from "../state/directory.ts";
import type { RoleCredentials, SignIn } from "../state/records.ts";
import { assumedRoleArn, assumedRoleUserId, reservedRoleArn } from "../state/role-identity.ts";
import type { CloudTrailEvent, OnBehalfOf, TrailIdentity } from "./events.ts";

export interface BedrockCallRecord {
  readonly eventName: BedrockOperation;
  readonly region: string;
  readonly modelId: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

export interface RoleCredentialsRecord {
  readonly accountId: string;
  readonly roleName: string;
  readonly errorCode?: string;
}

type Details = Omit<CloudTrailEvent, "eventVersion" | "eventID" | "eventTime" | "requestID">;

/** An event before it is spelled out, which happens when it is read: most never are. */
interface Recorded {
  readonly eventID: string;
  readonly at: number;
  readonly requestID: string;
  readonly describe: () => Details;
}

export class Trail {
  readonly #now: () => number;
  readonly #random: Random;
  readonly #recorded: Ring<Recorded>;
  readonly #managementAccount: string;

  /** @param parts.kept how many of the newest events are remembered. */
  constructor(parts: { now: () => number; random: Random; kept: number; managementAccount: string }) {
    this.#now = parts.now;
    this.#random = parts.random;
    this.#recorded = new Ring(parts.kept);
    this.#managementAccount = parts.managementAccount;
  }

  /** Oldest first. */
  events(): readonly CloudTrailEvent[] {
    return this.#recorded.items().map(({ eventID, at, requestID, describe }) => ({
      eventVersion: "1.11",
      eventID,
      eventTime: isoSeconds(at),
      requestID,
      ...describe(),
    }));
  }

  bedrockCall(call: Call, owner: RoleCredentials | ApiKeyUser, record: BedrockCallRecord): void {
    this.#add(call, () => {
      const { eventName, region, modelId, ...error } = record;
      const isSigned = "permissionSet" in owner;
      return {
        eventSource: "bedrock.amazonaws.com",
        eventName,
        awsRegion: region,
        userIdentity: isSigned ? assumedRole(owner, this.#managementAccount) : iamUser(owner),
        requestParameters: { modelId },
        ...(isSigned ? {} : { additionalEventData: { callWithBearerToken: true } }),
        ...error,
        recipientAccountId: isSigned ? owner.account.accountId : owner.accountId,
      };
    });
  }

  createToken(call: Call, signIn: SignIn): void {
    this.#add(call, () => ({
      eventSource: "sso-oidc.amazonaws.com",
      eventName: "CreateToken",
      ...this.#portalUser(signIn),
      requestParameters: { clientId: signIn.client.clientId },
    }));
  }

  getRoleCredentials(call: Call, signIn: SignIn, record: RoleCredentialsRecord): void {
    this.#add(call, () => ({
      eventSource: "sso.amazonaws.com",
      eventName: "GetRoleCredentials",
      ...this.#portalUser(signIn),
      requestParameters: { account_id: record.accountId, role_name: record.roleName },
      ...(record.errorCode === undefined ? {} : { errorCode: record.errorCode }),
    }));
  }

  #portalUser(signIn: SignIn): Pick<Details, "awsRegion" | "userIdentity" | "recipientAccountId"> {
    return {
      awsRegion: signIn.directory.region,
      userIdentity: {
        type: "IdentityCenterUser",
        accountId: this.#managementAccount,
        onBehalfOf: onBehalfOf(signIn.user, signIn.directory, this.#managementAccount),
        credentialId: signIn.id,
      },
      recipientAccountId: this.#managementAccount,
    };
  }

  #add({ requestId }: Call, describe: () => Details): void {
    this.#recorded.push({
      eventID: randomUuid(this.#random),
      at: this.#now(),
      requestID: requestId,
      describe,
    });
  }
}

function assumedRole(credentials: RoleCredentials, managementAccount: string): TrailIdentity {
  const { account, permissionSet, user, directory } = credentials;
  return {
    type: "AssumedRole",
    principalId: assumedRoleUserId(credentials),
    arn: assumedRoleArn(credentials),
    accountId: account.accountId,
    accessKeyId: credentials.accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: reservedRoleId(account.accountId, permissionSet.name),
        arn: reservedRoleArn(credentials),
        accountId: account.accountId,
        userName: reservedRoleName(account.accountId, permissionSet.name),
      },
      attributes: { creationDate: isoSeconds(credentials.issuedAt), mfaAuthenticated: "false" },
    },
    onBehalfOf: onBehalfOf(user, directory, managementAccount),
  };
}

function iamUser({ userId, arn, accountId, userName }: ApiKeyUser): TrailIdentity {
  return { type: "IAMUser", principalId: userId, arn, accountId, userName };
}

function onBehalfOf(user: User, directory: Directory, managementAccount: string): OnBehalfOf {
  return {
    userId: user.userId,
    identityStoreArn: `arn:${directory.partition}:identitystore::${managementAccount}:identitystore/${directory.identityStoreId}`,
  };
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

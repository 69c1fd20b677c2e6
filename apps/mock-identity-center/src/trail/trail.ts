/** Records who did what, as CloudTrail would tell it. */

import type { Call } from "../core/wire.ts";
import { randomUuid } from "../core/random.ts";
import type { Random } from "../core/random.ts";
import type { Ring } from "../core/ring.ts";
import { reservedRoleId, reservedRoleName } from "../state/directory.ts";
import type { Directory, User } from "../state/directory.ts";
import type { RoleCredentials, SignIn } from "../state/records.ts";
import { assumedRoleArn, assumedRoleUserId, reservedRoleArn } from "../state/role-identity.ts";
import type { CloudTrailEvent, OnBehalfOf, TrailIdentity } from "./events.ts";

export interface BedrockCallRecord {
  readonly eventName: "Converse" | "ConverseStream";
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

export class Trail {
  readonly #now: () => number;
  readonly #random: Random;
  readonly #events: Ring<CloudTrailEvent>;
  readonly #managementAccount: string;

  constructor(parts: {
    now: () => number;
    random: Random;
    events: Ring<CloudTrailEvent>;
    managementAccount: string;
  }) {
    this.#now = parts.now;
    this.#random = parts.random;
    this.#events = parts.events;
    this.#managementAccount = parts.managementAccount;
  }

  bedrockCall(call: Call, credentials: RoleCredentials, record: BedrockCallRecord): void {
    const { eventName, region, modelId, ...error } = record;
    this.#add(call, {
      eventSource: "bedrock.amazonaws.com",
      eventName,
      awsRegion: region,
      userIdentity: assumedRole(credentials, this.#managementAccount),
      requestParameters: { modelId },
      ...error,
      recipientAccountId: credentials.account.accountId,
    });
  }

  createToken(call: Call, signIn: SignIn): void {
    this.#portalEvent(call, signIn, "sso-oidc.amazonaws.com", "CreateToken", {
      clientId: signIn.client.clientId,
    });
  }

  getRoleCredentials(call: Call, signIn: SignIn, record: RoleCredentialsRecord): void {
    const { accountId, roleName, errorCode } = record;
    const parameters = { account_id: accountId, role_name: roleName };
    this.#portalEvent(call, signIn, "sso.amazonaws.com", "GetRoleCredentials", parameters, errorCode);
  }

  #portalEvent(
    call: Call,
    signIn: SignIn,
    eventSource: string,
    eventName: string,
    requestParameters: Readonly<Record<string, string>>,
    errorCode?: string,
  ): void {
    this.#add(call, {
      eventSource,
      eventName,
      awsRegion: signIn.directory.region,
      userIdentity: {
        type: "IdentityCenterUser",
        accountId: this.#managementAccount,
        onBehalfOf: onBehalfOf(signIn.user, signIn.directory, this.#managementAccount),
        credentialId: signIn.id,
      },
      requestParameters,
      ...(errorCode === undefined ? {} : { errorCode }),
      recipientAccountId: this.#managementAccount,
    });
  }

  #add(
    call: Call,
    event: Omit<CloudTrailEvent, "eventVersion" | "eventID" | "eventTime" | "requestID">,
  ): void {
    this.#events.push({
      eventVersion: "1.11",
      eventID: randomUuid(this.#random),
      eventTime: isoSeconds(this.#now()),
      requestID: call.requestId,
      ...event,
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

function onBehalfOf(user: User, directory: Directory, managementAccount: string): OnBehalfOf {
  return {
    userId: user.userId,
    identityStoreArn: `arn:${directory.partition}:identitystore::${managementAccount}:identitystore/${directory.identityStoreId}`,
  };
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

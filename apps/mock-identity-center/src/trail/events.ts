/** The shape of the events, after CloudTrail's record format 1.11; instants are ISO 8601 in UTC. */

export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly userIdentity: TrailIdentity;
  readonly requestParameters: Readonly<Record<string, string>> | null;
  readonly additionalEventData?: { readonly callWithBearerToken: true };
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestID: string;
  readonly recipientAccountId: string;
}

export type TrailIdentity =
  | {
      readonly type: "AssumedRole";
      readonly principalId: string;
      readonly arn: string;
      readonly accountId: string;
      readonly accessKeyId: string;
      readonly sessionContext: {
        readonly sessionIssuer: {
          readonly type: "Role";
          readonly principalId: string;
          readonly arn: string;
          readonly accountId: string;
          readonly userName: string;
        };
        readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: "false" };
      };
      readonly onBehalfOf: OnBehalfOf;
    }
  | {
      readonly type: "IdentityCenterUser";
      readonly accountId: string;
      readonly onBehalfOf: OnBehalfOf;
      readonly credentialId: string;
    }
  | {
      readonly type: "IAMUser";
      readonly principalId: string;
      readonly arn: string;
      readonly accountId: string;
      readonly userName: string;
    };

/** The person behind an event; undefined when a shared API key made the call. */
export function onBehalfOfEvent({ userIdentity }: CloudTrailEvent): OnBehalfOf | undefined {
  return userIdentity.type === "IAMUser" ? undefined : userIdentity.onBehalfOf;
}

/** The person behind the call: the one thing that a shared key cannot tell. */
export interface OnBehalfOf {
  readonly userId: string;
  readonly identityStoreArn: string;
}

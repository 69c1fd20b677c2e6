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
    };

/** The person behind the call: the one thing that a shared key cannot tell. */
export interface OnBehalfOf {
  readonly userId: string;
  readonly identityStoreArn: string;
}

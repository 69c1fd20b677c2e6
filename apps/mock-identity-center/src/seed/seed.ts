/** The whole world of a mock as one JSON document. Durations carry their unit; every optional member has a default. */

export interface Seed {
  /** At least one; the first is the default of the sign-in pages and of `startUrl`, `region`. */
  readonly instances: readonly SeedInstance[];
  /** What Bedrock can answer with: model ids, inference-profile ids or ARNs. */
  readonly models: readonly SeedModel[];
  readonly settings?: SeedSettings | undefined;
}

/** One IAM Identity Center instance with its own directory. */
export interface SeedInstance {
  /** https, AWS-shaped; newer AWS CLIs refuse others. An opaque name to the mock. */
  readonly startUrl: string;
  readonly region: string;
  /** `d-` and ten characters; derived from the start URL by default. */
  readonly identityStoreId?: string | undefined;
  /** Who checks the passwords; the built-in directory by default. */
  readonly identityProvider?: SeedIdentityProvider | undefined;
  readonly users: readonly SeedUser[];
  readonly groups?: readonly SeedGroup[] | undefined;
  readonly accounts: readonly SeedAccount[];
  readonly permissionSets: readonly SeedPermissionSet[];
  readonly assignments: readonly SeedAssignment[];
  /** What differs here from the settings of the document. */
  readonly settings?: SeedInstanceSettings | undefined;
}

/** A stand-in for an external identity provider, with its own sign-in page; it knows the users of the instance. */
export interface SeedIdentityProvider {
  readonly kind: "saml-stand-in";
  /** What people know it by, such as "Acme Login". */
  readonly name: string;
}

export interface SeedUser {
  readonly userName: string;
  /** Test data, never a real password. */
  readonly password: string;
  readonly displayName?: string | undefined;
  readonly userId?: string | undefined;
  readonly enabled?: boolean | undefined;
}

export interface SeedGroup {
  readonly name: string;
  /** User names. */
  readonly members: readonly string[];
}

export interface SeedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly email?: string | undefined;
}

export interface SeedPermissionSet {
  readonly name: string;
  /** Life of role credentials, 3600 (default) to 43200. */
  readonly sessionDurationSeconds?: number | undefined;
  /** Decides what Bedrock allows; without one nothing is allowed. */
  readonly inlinePolicy?: SeedPolicy | undefined;
}

export interface SeedPolicy {
  readonly Version?: "2012-10-17" | "2008-10-17" | undefined;
  readonly Statement: SeedStatement | readonly SeedStatement[];
}

/** One of Action and NotAction, one of Resource and NotResource; conditions are refused, not ignored. */
export interface SeedStatement {
  readonly Sid?: string | undefined;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[] | undefined;
  readonly NotAction?: string | readonly string[] | undefined;
  readonly Resource?: string | readonly string[] | undefined;
  readonly NotResource?: string | readonly string[] | undefined;
}

/** Exactly one of `userName` and `groupName`. */
export interface SeedAssignment {
  readonly accountId: string;
  readonly permissionSet: string;
  readonly userName?: string | undefined;
  readonly groupName?: string | undefined;
}

export interface SeedModel {
  readonly modelId: string;
  /** How the model calls itself in its answers; the id by default. */
  readonly name?: string | undefined;
}

/** Lives, limits and named leniencies of one instance. */
export interface SeedInstanceSettings {
  /** Access-portal session, 900 to 7776000; default 28800. */
  readonly sessionDurationSeconds?: number | undefined;
  /** Access token of a client that registered scopes; default 3600. */
  readonly accessTokenSeconds?: number | undefined;
  /** Device and user code, 1 to 900; default 600. */
  readonly deviceCodeSeconds?: number | undefined;
  /** Least time between two polls of one device code; default 1. */
  readonly pollIntervalSeconds?: number | undefined;
  /** Page size of the portal's lists when `max_result` is absent, 1 to 100; default 20. */
  readonly pageSize?: number | undefined;
  /** How a list's last page says that it is the last; default "null". */
  readonly lastPageToken?: "null" | "empty" | "absent" | undefined;
  /** A rotated refresh token: refused (default), or accepted again as AWS has been seen to do. */
  readonly refreshTokenReuse?: "refused" | "accepted" | undefined;
}

/** Those of an instance are the defaults of every instance here; the others hold for the whole mock. */
export interface SeedSettings extends SeedInstanceSettings {
  /** Client registration; default 90 days. */
  readonly registrationSeconds?: number | undefined;
  /** Scopes that RegisterClient accepts. */
  readonly scopes?: readonly string[] | undefined;
  /** `x-amzn-errortype` as AWS sends it today (default), or varied among the forms SDKs must read. */
  readonly errorTypeForm?: "aws" | "varied" | undefined;
  /** Regions a Bedrock request may be signed for; by default the regions of the instances. */
  readonly bedrockRegions?: readonly string[] | undefined;
}

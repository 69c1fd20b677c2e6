/** The whole world of a mock as one JSON document. Durations carry their unit; every optional member has a default. */

export interface Seed {
  /** At least one; the first is the default of the sign-in pages and of `startUrl`, `region`. */
  readonly instances: readonly SeedInstance[];
  /** What Bedrock can answer with: model ids, inference-profile ids or ARNs. */
  readonly models: readonly SeedModel[];
  /** Bearer tokens that Bedrock accepts in place of a signature. */
  readonly bedrockApiKeys?: readonly SeedBedrockApiKey[] | undefined;
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

/** A long-term Amazon Bedrock API key: the bearer token of an IAM user, known to no Identity Center. */
export interface SeedBedrockApiKey {
  /** Test data, never a real key; AWS's begin with `ABSK`. */
  readonly apiKey: string;
  readonly accountId: string;
  /** The IAM user; AWS names it `BedrockAPIKey-` and four characters. */
  readonly userName: string;
  /** ISO 8601; never by default. */
  readonly expiresAt?: string | undefined;
  /** Must allow `bedrock:CallWithBearerToken` as well as the call; without one nothing is allowed. */
  readonly inlinePolicy?: SeedPolicy | undefined;
}

/**
 * Lives, limits and switches of one instance.
 *
 * Where nobody has published what AWS does, a switch names the possible readings and the strictest one is the default.
 */
export interface SeedInstanceSettings {
  /** Access-portal session, 900 to 7776000; default 28800. */
  readonly sessionDurationSeconds?: number | undefined;
  /** `expiresIn` of the access token of a client that registered scopes, never past the session; default 3600. */
  readonly accessTokenSeconds?: number | undefined;
  /** Device and user code, 1 to 900; default 600. */
  readonly deviceCodeSeconds?: number | undefined;
  /** Least time between two polls of one device code; default 1. */
  readonly pollIntervalSeconds?: number | undefined;
  /** A poll before the interval is over: SlowDownException (default), or answered like any other. */
  readonly earlyPoll?: "slow_down" | "answered" | undefined;
  /** Page size of the portal's lists when `max_result` is absent, 1 to 100; default 20. */
  readonly pageSize?: number | undefined;
  /** How a list's last page says that it is the last; default "null". */
  readonly lastPageToken?: "null" | "empty" | "absent" | undefined;
  /** Lists without an empty page (default), or with an empty page and a token before every other page. */
  readonly emptyPages?: "none" | "interleaved" | undefined;
  /** Portal requests of one sign-in in a second, more are TooManyRequestsException; 0 (default) for any number. */
  readonly portalRequestsPerSecond?: number | undefined;
  /** StartDeviceAuthorization of one client in a second, more are SlowDownException; 0 (default) for any number. */
  readonly deviceStartsPerSecond?: number | undefined;
  /** A role or account that is not assigned: 403 ForbiddenException (default) or 404 ResourceNotFoundException. */
  readonly unassignedRole?: "forbidden" | "not-found" | undefined;
  /** Authorization code, 1 to 600; default 60. */
  readonly authorizationCodeSeconds?: number | undefined;
  /** An authorization code shown twice: also ends the sign-in it gave (default, RFC 6749 4.1.2), or is just refused. */
  readonly authorizationCodeReuse?: "revokes" | "refused" | undefined;
  /** A rotated refresh token: refused (default), or accepted again as AWS has been seen to do. */
  readonly refreshTokenReuse?: "refused" | "accepted" | undefined;
  /** A refresh answers a new refresh token (default), or none and the old one stays good. */
  readonly refreshTokenRotation?: "rotated" | "kept" | undefined;
  /** The error of polling a device code that gave its tokens already; default "invalid_grant". */
  readonly redeemedDeviceCode?: "invalid_grant" | "expired_token" | undefined;
  /** StartDeviceAuthorization with an expired registration: invalid_client (default), or accepted; CreateToken refuses it. */
  readonly expiredRegistrationStart?: "refused" | "accepted" | undefined;
  /** Access tokens of 297 characters, `aoa…:…` (default), or encrypted JSON web tokens. */
  readonly accessTokenForm?: "opaque" | "jwe" | undefined;
  /** Characters of an access token in the form "jwe", 512 to 16384; default 2048. */
  readonly jweLength?: number | undefined;
  /** `error_description` with a text (default), left out, or null. Before an instance is known, the document's setting holds. */
  readonly errorDescription?: "ours" | "absent" | "null" | undefined;
  /**
   * Where the browser is sent: the mock's own page (default), `device.sso.<region>`, the portal's `/#/device`, or the
   * regional portal's. The last three need a proxy or `mockUrl`; `verificationBase` of the mock goes before all of them.
   */
  readonly verificationUri?: "mock" | "device.sso" | "portal-fragment" | "regional-portal" | undefined;
  /** What follows `device.sso.<region>.` in China; default "amazonaws.com.cn". */
  readonly chinaDeviceSuffix?: "amazonaws.com.cn" | "amazonaws.com" | undefined;
}

/** Those of an instance are the defaults of every instance here; the others hold for the whole mock. */
export interface SeedSettings extends SeedInstanceSettings {
  /** Client registration; default 90 days. */
  readonly registrationSeconds?: number | undefined;
  /** RegisterClient in a second, more are SlowDownException; 0 (default) for any number. */
  readonly registrationsPerSecond?: number | undefined;
  /** Scopes that RegisterClient accepts. */
  readonly scopes?: readonly string[] | undefined;
  /** `x-amzn-errortype` as AWS sends it today (default), or varied among the forms SDKs must read. */
  readonly errorTypeForm?: "aws" | "varied" | undefined;
  /** Regions a Bedrock request may be signed for; by default the regions of the instances. */
  readonly bedrockRegions?: readonly string[] | undefined;
}

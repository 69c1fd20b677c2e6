/** The two kinds of credentials that Bedrock takes, and the variables that carry them. */
import type { Secret } from "@latchkey/secret";

/** AWS credentials, as GetRoleCredentials or `aws configure export-credentials` gives them. */
export interface AwsCredentialsLike {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Absent only for a user's long-term keys, which a named profile may hold. */
  readonly sessionToken?: Secret;
  /** Absent when they do not end. */
  readonly expiration?: Date;
}

/** A bearer token of Bedrock (an API key), as a policy or a credential helper gives it. */
export interface BearerTokenLike {
  readonly token: Secret;
  /** Absent when nobody knows when it ends. */
  readonly expiration?: Date;
}

export type SandboxCredentials = AwsCredentialsLike | BearerTokenLike;

/** The values; what calls this must not keep them. */
export function revealCredentials(credentials: SandboxCredentials): Record<string, string> {
  if ("token" in credentials) return { AWS_BEARER_TOKEN_BEDROCK: credentials.token.reveal() };
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken.reveal() }),
  };
}

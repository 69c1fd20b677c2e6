/** The outcome of a policy: how the app authenticates, and why. */
import type { Secret } from "@latchkey/secret";
import type { Model, PolicyDiagnostic } from "../policy-types.ts";

/** Where the requests go, in every mode that makes any. */
export interface BedrockSettings {
  readonly region: string;
  /** The base URL of the policy, else the region's public endpoint. */
  readonly endpoint: URL;
  /** Set when the policy names one. */
  readonly baseUrl?: URL;
  readonly serviceTier?: "flex" | "priority";
  /** In the policy's order, the first one is the default; never empty in `aws-sso`. */
  readonly models: readonly Model[];
}

interface Decided {
  /** One sentence for a person. */
  readonly reason: string;
  /** About the decision; those about files and keys are in the snapshot. */
  readonly diagnostics: readonly PolicyDiagnostic[];
}

export interface AwsSsoDecision extends Decided {
  readonly mode: "aws-sso";
  /** Normalised, so that two spellings of one portal compare equal. */
  readonly startUrl: string;
  readonly ssoRegion: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly bedrock: BedrockSettings;
}

export interface BearerTokenDecision extends Decided {
  readonly mode: "bearer-token";
  readonly bearerToken: Secret;
  readonly bedrock: BedrockSettings;
}

export interface ProfileDecision extends Decided {
  readonly mode: "profile";
  readonly profile: string;
  readonly awsConfigDirectory?: string;
  readonly awsCliPath?: string;
  readonly bedrock: BedrockSettings;
}

export interface CredentialHelperDecision extends Decided {
  readonly mode: "credential-helper";
  readonly path: string;
  /** How long an output may be kept, in seconds; 0 keeps nothing. */
  readonly ttlSeconds: number;
  readonly timeoutSeconds: number;
  readonly bedrock: BedrockSettings;
}

/** Bedrock is configured, a credential is not. */
export interface NoCredentialDecision extends Decided {
  readonly mode: "none";
}

/** Somebody meant to configure something and it cannot work. Keep a stored sign-in. */
export interface ConfigErrorDecision extends Decided {
  readonly mode: "config-error";
  /** At least one; all of severity `error`. */
  readonly problems: readonly PolicyDiagnostic[];
}

/** The policy could not be read, so nothing is known. Change nothing, and keep a stored sign-in. */
export interface UnknownDecision extends Decided {
  readonly mode: "unknown";
}

/** The policy does not ask for Bedrock. */
export interface InactiveDecision extends Decided {
  readonly mode: "inactive";
}

export type AuthModeDecision =
  | AwsSsoDecision
  | BearerTokenDecision
  | ProfileDecision
  | CredentialHelperDecision
  | NoCredentialDecision
  | ConfigErrorDecision
  | UnknownDecision
  | InactiveDecision;

/** What every source of credentials gives to a session, and what it says when it cannot. */
import type { Secret } from "@latchkey/secret";
import type { Clock } from "../../clock.ts";

/** What a session runs with; `buildSandboxEnv` takes either kind as it is. */
export type SessionCredentials =
  | {
      readonly kind: "aws";
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
      /** Absent for long-term keys. */
      readonly sessionToken?: Secret;
      readonly expiration?: Date;
    }
  | { readonly kind: "bearer-token"; readonly token: Secret; readonly expiration?: Date };

/**
 * Why there are no credentials; the next step differs.
 *
 * - `cli-missing`, `cli-too-old`: install the AWS CLI, or a newer one.
 * - `profile-missing`: the policy and the AWS config folder do not agree.
 * - `login-needed`: the person signs in with the AWS CLI.
 * - `profile-failed`: the AWS CLI has no credentials for the profile.
 * - `helper-missing`, `helper-not-executable`, `helper-failed`, `helper-output`: the administrator repairs the helper.
 * - `timed-out`, `output-too-big`: of either program.
 */
export type CredentialFailureCode =
  | "cli-missing"
  | "cli-too-old"
  | "profile-missing"
  | "login-needed"
  | "profile-failed"
  | "helper-missing"
  | "helper-not-executable"
  | "helper-failed"
  | "helper-output"
  | "timed-out"
  | "output-too-big";

export interface CredentialFailure {
  readonly status: "credentials-unavailable";
  readonly code: CredentialFailureCode;
  /** One or two sentences for a person: what happened, with which profile or file, and what to do. */
  readonly message: string;
}

export type CredentialResult =
  | { readonly status: "issued"; readonly credentials: SessionCredentials }
  | CredentialFailure;

/** One per decision and run of the app: a helper's output is kept in it. */
export interface CredentialSource {
  /** Rejects with the signal's reason when it is aborted, and only then. */
  issue(signal?: AbortSignal): Promise<CredentialResult>;
  /** What was given last does not work: a source that keeps it must not give it again. */
  discard?(): void;
}

export interface CredentialParts {
  /** The app's environment; programs get the allow-listed part of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The app's time, in epoch milliseconds. */
  readonly now: () => number;
  /** How long programs may run is machine time, so a rehearsal's jumping clock must not be passed here. */
  readonly sleep?: Clock["sleep"];
}

export function unavailable(code: CredentialFailureCode, message: string): CredentialFailure {
  return { status: "credentials-unavailable", code, message };
}

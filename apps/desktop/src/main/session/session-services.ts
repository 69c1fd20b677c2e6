/** What a session is made of in one auth mode. */
import type { AwsSsoDecision } from "@latchkey/policy-reader";
import type { AppSettings } from "../app-settings.ts";
import type { ClockSkew } from "../server-clock.ts";
import type { SourceDecision } from "./credentials/credential-source.ts";
import type { CredentialFailure, SessionCredentials } from "./credentials/session-credentials.ts";
import type { MintResult } from "./mint-credentials.ts";

/** The auth modes that start sessions. */
export type SessionDecision = AwsSsoDecision | SourceDecision;

export interface SessionServices {
  readonly settings: AppSettings;
  readonly decision: SessionDecision;
  /** The policy's `coworkEgressAllowedHosts`. */
  readonly allowedHosts: readonly string[];
  /** AWS's time in epoch milliseconds, as far as AWS has told it. */
  readonly now: () => number;
  /** Credentials for one session; rejects with the signal's reason when it is aborted. */
  readonly issue: (signal?: AbortSignal) => Promise<IssueResult>;
  /** Bedrock refused what `issue` gave last: it must not be given again. */
  readonly discard: () => void;
}

export type IssueResult = Issued | IssueFailure;

export interface Issued {
  readonly status: "issued";
  readonly credentials: SessionCredentials;
  /** AWS's time at that moment, in epoch milliseconds. */
  readonly issuedAt: number;
  /** Whether the sign-in had to be refreshed for them. */
  readonly refreshed: boolean;
}

export type IssueFailure =
  | Exclude<MintResult, { status: "issued" }>
  | CredentialFailure
  /**
   * This machine's clock is so far off that Bedrock would refuse what the worker signs; the sign-in is kept. Never an
   * ended sign-in or credentials: those are judged by AWS's time.
   */
  | ({ readonly status: "clock-skew" } & ClockSkew);

/** What may be shown of credentials. */
export interface IssuedCredentials {
  /** Absent for a bearer token. */
  readonly accessKeyId?: string;
  /** Absent when nobody knows when they end. */
  readonly expiresAt?: Date;
  readonly refreshed: boolean;
}

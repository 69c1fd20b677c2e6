/** What a window may know of the session: one state at a time, with what its text needs and no secret. */
import type { AuthModeDecision } from "@latchkey/policy-reader";
import type { Sandbox } from "./sandbox.ts";
import type { OpenFailure } from "./open-session.ts";
import type { IssuedCredentials, SessionDecision } from "./session-services.ts";

export type SessionState = IdleState | StartingState | RunningState | NotStartedState | EndedState;

/** No session yet in this run of the app. */
export interface IdleState {
  readonly state: "idle";
}

export type StartingState =
  | { readonly state: "starting"; readonly step: "credentials" }
  | {
      readonly state: "starting";
      readonly step: "sandbox" | "program";
      readonly credentials: IssuedCredentials;
    };

export interface RunningState {
  readonly state: "running";
  readonly mode: SessionDecision["mode"];
  /** Our worker, which answers prompts, or a program of the team's own. */
  readonly program: "worker" | "own";
  readonly sandbox: Sandbox["kind"];
  readonly credentials: IssuedCredentials;
  /** Milliseconds until the credentials end, when this state was made; absent when nobody knows. */
  readonly remainingMs?: number;
  /** Fewer than 15 minutes remain. */
  readonly endsSoon: boolean;
  /** The permission set's session duration is too short for a working day; for the administrator. */
  readonly shortLived?: { readonly roleName: string; readonly lifetimeMinutes: number };
}

export interface NotStartedState {
  readonly state: "not-started";
  readonly mode: SessionDecision["mode"];
  readonly failure: StartFailure;
}

export type StartFailure =
  | Exclude<OpenFailure, { status: "unavailable" }>
  /** Identity Center could not be asked, or gave no usable answer; the sign-in is kept. */
  | { readonly status: "unavailable"; readonly requestId?: string }
  /** The policy names no model, which only modes without AWS sign-in allow. */
  | { readonly status: "no-model" }
  /** Something nobody expected; the log has it. */
  | { readonly status: "failed" };

export interface EndedState {
  readonly state: "ended";
  readonly mode: SessionDecision["mode"];
  readonly reason: EndReason;
  /** Of Bedrock's refusal, with `expired` and `refused`; a reference for an administrator. */
  readonly requestId?: string;
}

/**
 * - `by-user`: the person ended it, or cancelled its start.
 * - `expired`: its credentials have ended, by the clock or by Bedrock's own word.
 * - `refused`: Bedrock does not accept its credentials, which do not end by themselves (a bearer token, long-term keys).
 * - `program-ended`: the worker, or the team's own program, is no longer there.
 * - `signed-out`, `app-quit`: went with the sign-in or with the app.
 */
export type EndReason = "by-user" | "expired" | "refused" | "program-ended" | "signed-out" | "app-quit";

/** Whether a policy's decision starts sessions. */
export function startsSessions(decision: AuthModeDecision): decision is SessionDecision {
  return ["aws-sso", "bearer-token", "profile", "credential-helper"].includes(decision.mode);
}

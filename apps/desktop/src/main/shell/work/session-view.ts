/** The session's states and answers as they cross to the window: codes and instants in place of sentences. */
import type {
  AnswerFailureView,
  SessionStateView,
  SessionView,
  StartFailureView,
} from "../../../shared/contract.ts";
import type { SessionAnswer } from "../../session/running-session.ts";
import type { SessionDecision } from "../../session/session-services.ts";
import type { EndedState, RunningState, SessionState, StartFailure } from "../../session/session-state.ts";

export const IDLE = { state: "idle" } as const;

/**
 * `isAnswering` is not the session's own matter, and false here.
 *
 * @param now of this machine, in epoch milliseconds, when the state was made.
 */
export function sessionStateView(state: SessionState, now: number): SessionStateView {
  switch (state.state) {
    case "idle":
      return IDLE;
    case "starting":
      return { state: "starting", step: state.step };
    case "running":
      return runningView(state, now);
    case "not-started":
      // The sign-in page shows instead, and says why.
      return state.failure.status === "sign-in-needed"
        ? IDLE
        : { state: "not-started", failure: startFailureView(state.failure) };
    case "ended":
      return {
        state: "ended",
        reason: state.reason,
        isRenewable: isRenewable(state),
        ...referenceOf(state),
      };
  }
}

function runningView({ remainingMs, endsSoon, shortLived }: RunningState, now: number): SessionStateView {
  return {
    state: "running",
    ...(remainingMs === undefined ? {} : { until: new Date(now + remainingMs) }),
    endsSoon,
    isAnswering: false,
    ...(shortLived === undefined ? {} : { shortLivedMinutes: shortLived.lifetimeMinutes }),
  };
}

/** Credentials that Bedrock refuses and that no program makes anew are the administrator's to replace. */
function isRenewable({ reason, mode }: EndedState): boolean {
  return reason !== "refused" || mode === "credential-helper";
}

function startFailureView(
  failure: Exclude<StartFailure, { readonly status: "sign-in-needed" }>,
): StartFailureView {
  switch (failure.status) {
    case "not-assigned":
    case "unavailable":
      return { code: failure.status, ...referenceOf(failure) };
    case "clock-skew":
      return { code: failure.status, minutes: failure.minutes, direction: failure.direction };
    case "sandbox-unavailable":
    case "credentials-unavailable":
    case "keychain-problem":
      return { code: failure.status, detail: failure.message };
    case "expired":
    case "no-model":
    case "failed":
      return { code: failure.status };
  }
}

/** Why an answer is none, or not whole; undefined for a whole one. */
export function answerFailureView(answer: SessionAnswer): AnswerFailureView | undefined {
  if (answer.status === "answered") return undefined;
  if (answer.status === "session-ended") return { code: "session-ended", ...referenceOf(answer.ended) };
  const { code, denied } = answer;
  return {
    code: code === "credentials-expired" ? "session-ended" : code,
    ...(denied === undefined ? {} : { action: denied.action, modelId: denied.modelId }),
    ...referenceOf(answer),
  };
}

/** The models that a person may choose from, the policy's first one being the default. */
export function modelChoices({ bedrock }: SessionDecision): SessionView["models"] {
  return bedrock.models.map(({ id, label = id }) => ({ id, label }));
}

function referenceOf({ requestId }: { readonly requestId?: string }): { readonly requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}

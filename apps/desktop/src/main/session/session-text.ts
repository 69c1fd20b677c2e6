/** The sentences of session states and answers: what happened, and what to do next. */
import type { SessionAnswer } from "./running-session.ts";
import type { SessionDecision } from "./session-services.ts";
import type { EndedState, RunningState, StartFailure } from "./session-state.ts";

const START_NEW = "This session has ended. Start a new one to go on.";

export function endedText({ reason, mode }: EndedState): string {
  switch (reason) {
    case "expired":
      return `${START_NEW} Its AWS credentials lasted as long as they could.`;
    case "refused":
      return mode === "credential-helper"
        ? `${START_NEW} Bedrock no longer accepts its token.`
        : "This session has ended: Bedrock does not accept its credentials. Ask your administrator for new ones.";
    case "program-ended":
      return `${START_NEW} Its program stopped unexpectedly.`;
    case "signed-out":
      return "This session has ended because you signed out.";
    case "by-user":
    case "app-quit":
      return "This session has ended.";
  }
}

/** With an end that comes near, or a lifetime that an administrator should know of; else nothing. */
export function runningText({ endsSoon, remainingMs = 0, shortLived }: RunningState): string | undefined {
  if (endsSoon) {
    const minutes = Math.max(1, Math.ceil(remainingMs / 60_000));
    return `This session ends in ${minutes} ${minutes === 1 ? "minute" : "minutes"}. Finish what you are doing, then start a new one.`;
  }
  if (shortLived === undefined) return undefined;
  const { roleName, lifetimeMinutes } = shortLived;
  return `Sessions last ${lifetimeMinutes} minutes. An administrator can set the session duration of permission set ${roleName} to between 8 and 12 hours.`;
}

export function startFailureText(failure: StartFailure): string {
  switch (failure.status) {
    case "sign-in-needed":
      return "Sign in with AWS, then start the session again.";
    case "not-assigned":
      return "You are not assigned to the configured AWS account and permission set. Ask your administrator.";
    case "unavailable":
      return "IAM Identity Center could not be reached. You are still signed in: check the network, then try again.";
    case "clock-skew":
      return `This computer's clock is ${failure.minutes} minutes ${failure.direction}. Set it, then try again.`;
    case "expired":
      return "The credentials had already ended when they came. Try again.";
    case "no-model":
      return "The policy names no model (inferenceModels). Ask your administrator.";
    case "sandbox-unavailable":
      return `The session could not be sandboxed: ${failure.message}`;
    case "credentials-unavailable":
    case "keychain-problem":
      return failure.message;
    case "failed":
      return "The session did not start. The log says why.";
  }
}

/** For an answer that is none. */
export function answerText(
  answer: Exclude<SessionAnswer, { status: "answered" }>,
  decision: Pick<SessionDecision, "mode"> & { readonly roleName?: string },
): string {
  if (answer.status === "session-ended") return endedText(answer.ended);
  const { code, denied } = answer;
  switch (code) {
    case "access-denied":
      return `${whose(decision)} not allow ${denied?.action ?? "this call"} on ${denied?.modelId ?? "the model"}. Ask your administrator.`;
    case "throttled":
      return "Bedrock is busy. Try again in a moment.";
    case "model-error":
      return "The model could not answer. Try again, or ask your administrator whether it is enabled.";
    case "unreachable":
      return "Bedrock could not be reached. Check the network, then try again.";
    case "credentials-expired":
      return START_NEW;
    case "bad-command":
      return "The worker did not understand the app. Start a new session.";
  }
}

function whose({ mode, roleName }: Pick<SessionDecision, "mode"> & { readonly roleName?: string }): string {
  return mode === "aws-sso" && roleName !== undefined
    ? `Your permission set ${roleName} does`
    : "Your AWS credentials do";
}

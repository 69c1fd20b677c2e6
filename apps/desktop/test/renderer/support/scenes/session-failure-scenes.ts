/** The Cowork tab when something is over: sessions that did not start, sessions that ended, and answers that failed. */
import type { AnswerFailureView, StartFailureView, TurnView } from "../../../../src/shared/contract.ts";
import { alert, requestId, status } from "./scene.ts";
import { answer, cowork, question, scene, sonnet } from "./session-parts.ts";
import type { SessionScene, State } from "./session-parts.ts";

const NOT_STARTED: Readonly<
  Record<StartFailureView["code"], { readonly says: string } & Omit<StartFailureView, "code">>
> = {
  "not-assigned": { says: "You are not assigned to the configured AWS account and permission set." },
  unavailable: { says: "IAM Identity Center could not be reached. You are still signed in", requestId },
  "clock-skew": { says: "This computer’s clock is 7 minutes ahead.", minutes: 7, direction: "ahead" },
  expired: { says: "The credentials had already ended when they came." },
  "no-model": { says: "The configuration names no model." },
  "sandbox-unavailable": {
    says: "closed off from the rest of this computer",
    detail: "bubblewrap (bwrap) is not installed. Install it, then start the session again.",
  },
  "credentials-unavailable": {
    says: "Its credentials could not be had.",
    detail: "The credential helper ended with status 3.",
  },
  "keychain-problem": { says: "cannot be asked", detail: "Secret Service is locked. Unlock it." },
  failed: { says: "The app’s log has the reason." },
};

const notStarted = Object.entries(NOT_STARTED).map(([code, { says, ...failure }]) => [
  `session-not-started-${code}`,
  scene(
    cowork({
      session: {
        state: "not-started",
        failure: { code: code as StartFailureView["code"], ...failure },
      },
      turns: [question, { from: "model", status: "failed", text: "" }],
    }),
    {
      says: ["The session did not start", says, ...[failure.detail, failure.requestId].filter(isThere)],
      buttons: ["Try again", "Send", "New session"],
      announces: alert("The session did not start"),
    },
  ),
]);

const ENDED: Readonly<Record<State<"ended">["reason"], string>> = {
  "by-user": "You ended it.",
  expired: "Its AWS credentials lasted as long as they could.",
  refused: "Ask your administrator for new ones.",
  "program-ended": "Its program stopped unexpectedly.",
  "signed-out": "because you signed out.",
  "app-quit": "It ended with the app.",
};

const ended = (reason: State<"ended">["reason"], says: string, isRenewable: boolean): SessionScene =>
  scene(
    cowork({
      session: { state: "ended", reason, isRenewable, ...(reason === "expired" ? { requestId } : {}) },
      turns: [question, answer("answered", "Two of them are.")],
    }),
    {
      says: ["This session has ended", says, "Two of them are.", "Copy what you want to keep first."],
      buttons: ["Start a new session"],
      primary: "Start a new session",
      announces: (reason === "by-user" ? status : alert)("This session has ended"),
    },
  );

const failed = (failure: AnswerFailureView, text = ""): TurnView => ({
  from: "model",
  status: "failed",
  text,
  failure,
});

const FAILED: Readonly<
  Record<AnswerFailureView["code"], { readonly says: string } & Omit<AnswerFailureView, "code">>
> = {
  "access-denied": {
    says: `Your permission set BedrockInference does not allow bedrock:InvokeModelWithResponseStream on ${sonnet.id}.`,
    action: "bedrock:InvokeModelWithResponseStream",
    modelId: sonnet.id,
    requestId,
  },
  throttled: { says: "Bedrock is busy. Try again in a moment.", requestId },
  unreachable: { says: "Bedrock could not be reached. Check the network, then try again." },
  "model-error": { says: "The model could not answer." },
  "bad-command": { says: "Start a new session." },
  "session-ended": { says: "The session ended before the answer was complete." },
};

const failures = Object.entries(FAILED).map(([code, { says, ...failure }]) => [
  `session-failed-${code}`,
  scene(
    cowork({ turns: [question, failed({ code: code as AnswerFailureView["code"], ...failure }, "Two")] }),
    {
      says: [says, ...[failure.requestId].filter(isThere)],
      buttons: ["Try again", "Send", "New session"],
    },
  ),
]);

function isThere(value: string | undefined): value is string {
  return value !== undefined;
}

export const sessionFailures: Readonly<Record<string, SessionScene>> = Object.fromEntries([
  ...notStarted,
  ...Object.entries(ENDED).map(([reason, says]) => [
    `session-ended-${reason}`,
    ended(reason as State<"ended">["reason"], says, reason === "expired"),
  ]),
  ["session-ended-refused-renewable", ended("refused", "Bedrock no longer accepts its token.", true)],
  ...failures,
]);

/** The Cowork tab: every state of a session, every end of an answer, with and without a sign-in. */
import type {
  AnswerFailureView,
  AppState,
  SessionStateView,
  SessionView,
  StartFailureView,
  TurnView,
} from "../../../../src/shared/contract.ts";
import { alert, configured, NOW, requestId, status } from "./scene.ts";
import type { Scene, Told } from "./scene.ts";

type State<Name extends SessionStateView["state"]> = Extract<SessionStateView, { state: Name }>;
type SessionScene = Told & { readonly state: AppState };
interface Shown {
  readonly says: readonly string[];
  readonly buttons: readonly string[];
  readonly primary?: string | undefined;
  readonly announces?: Scene["announces"];
}

const sonnet = { id: "us.anthropic.claude-sonnet-4-20250514-v1:0", label: "Claude Sonnet 4" };
const haiku = { id: "us.anthropic.claude-3-5-haiku-20241022-v1:0", label: "Claude 3.5 Haiku" };

export const running: State<"running"> = {
  state: "running",
  until: new Date(NOW + 8 * 3_600_000 - 30_000),
  endsSoon: false,
  isAnswering: false,
};
const answering = { ...running, isAnswering: true };

const question: TurnView = {
  from: "person",
  text: "Which files in this folder are larger than a megabyte?\nPlease sort them.",
};
const answerText = `This lists them, the largest first:

\`\`\`sh
find . -type f -size +1M -printf '%s %p\\n' |
  sort -rn
\`\`\`

On a Mac, \`find\` has no \`-printf\`. Say so if you need that form.`;

function answer(status: "waiting" | "streaming" | "answered" | "stopped", text = answerText): TurnView {
  return { from: "model", status, text };
}

const failed = (failure: AnswerFailureView, text = ""): TurnView => ({
  from: "model",
  status: "failed",
  text,
  failure,
});

/** Of a session that runs with the only model there is, unless told otherwise. */
export function work(given: Partial<SessionView>): SessionView {
  return { session: running, turns: [], models: [sonnet], modelId: sonnet.id, ...given };
}

export function cowork(given: Partial<SessionView>, more: { readonly signedInUntil?: Date } = {}): AppState {
  return { screen: { name: "cowork", ...configured, ...more, work: work(given) } };
}

function scene(state: AppState, { says, buttons, announces, ...told }: Shown): SessionScene {
  const primary = "primary" in told ? told.primary : "Send";
  const all = state.screen.name === "cowork" ? ["Sign out", ...buttons] : buttons;
  return { state, heading: "Cowork", says, buttons: all, primary, announces };
}

const idle: Partial<SessionView> = { session: { state: "idle" } };
const begun = "Enter sends. Shift+Enter begins a new line.";

const ready: Readonly<Record<string, SessionScene>> = {
  cowork: scene(cowork(idle), {
    says: ["You are signed in with AWS.", "Your first message starts a session", "renews itself", begun],
    buttons: ["Send"],
  }),
  "cowork-until": scene(cowork(idle, { signedInUntil: new Date(NOW + 8 * 3_600_000) }), {
    says: ["d-9067abcdef.awsapps.com", "111122223333", "BedrockInference", "until 17:30"],
    buttons: ["Send"],
  }),
  "cowork-models": scene(cowork({ ...idle, models: [sonnet, haiku] }), {
    says: ["Model", "Claude Sonnet 4"],
    buttons: ["Send"],
  }),
  "other-credential": scene(
    { screen: { name: "other-credential", mode: "bearer-token", work: work({ ...idle, models: [] }) } },
    { says: ["You do not need to sign in."], buttons: ["Send"] },
  ),
};

const starting = (step: State<"starting">["step"]): SessionScene =>
  scene(cowork({ session: { state: "starting", step }, turns: [question, answer("waiting", "")] }), {
    says: ["Starting a session", "Getting credentials", "Preparing the sandbox", "Starting the program"],
    buttons: ["Stop", "New session"],
    primary: undefined,
    announces: status("Starting a session"),
  });

const conversations: Readonly<Record<string, SessionScene>> = {
  "session-starting-credentials": starting("credentials"),
  "session-starting-sandbox": starting("sandbox"),
  "session-starting-program": starting("program"),
  "session-waiting": scene(cowork({ session: answering, turns: [question, answer("waiting", "")] }), {
    says: ["Waiting for the answer…", "Escape stops the answer."],
    buttons: ["Stop", "New session"],
    primary: undefined,
  }),
  "session-streaming": scene(
    cowork({ session: answering, turns: [question, answer("streaming", answerText.slice(0, 80))] }),
    { says: ["This lists them", "find . -type f"], buttons: ["Stop", "New session"], primary: undefined },
  ),
  "session-answered": scene(cowork({ turns: [question, answer("answered")] }), {
    says: ["Session until 17:29 · 7 h 59 min left", "Claude Sonnet 4", "|\n  sort -rn", "sort them."],
    buttons: ["Send", "New session"],
  }),
  "session-stopped": scene(cowork({ turns: [question, answer("stopped", "This lists them")] }), {
    says: ["This lists them", "You stopped this answer."],
    buttons: ["Send", "New session"],
  }),
  "session-without-end": scene(
    {
      screen: {
        name: "other-credential",
        mode: "bearer-token",
        work: work({
          session: { state: "running", endsSoon: false, isAnswering: false },
          turns: [question, answer("answered")],
        }),
      },
    },
    { says: ["Session running"], buttons: ["Send", "New session"] },
  ),
  "session-ends-soon": scene(
    cowork({
      session: { ...running, endsSoon: true, until: new Date(NOW + 12 * 60_000) },
      turns: [question, answer("answered")],
    }),
    {
      says: [
        "This session ends in 12 minutes. Finish what you are doing, then start a new one.",
        "Session until 09:42 · 12 min left",
      ],
      buttons: ["Send", "New session"],
      announces: status("This session ends in 12 minutes. Finish what you are doing, then start a new one."),
    },
  ),
  "session-short-lived": scene(
    cowork({
      session: { ...running, until: new Date(NOW + 3_600_000), shortLivedMinutes: 60 },
      turns: [question, answer("answered", "Two.")],
    }),
    {
      says: ["For your administrator: sessions last 60 minutes", "between 8 and 12 hours", "1 h 0 min left"],
      buttons: ["Send", "New session"],
    },
  ),
};

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
      says: ["This session has ended", says, "Two of them are.", "is kept for the new session"],
      buttons: ["Start a new session"],
      primary: "Start a new session",
      announces: (reason === "by-user" ? status : alert)("This session has ended"),
    },
  );

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

export const sessions: Readonly<Record<string, SessionScene>> = Object.fromEntries([
  ...Object.entries(ready),
  ...Object.entries(conversations),
  ...notStarted,
  ...Object.entries(ENDED).map(([reason, says]) => [
    `session-ended-${reason}`,
    ended(reason as State<"ended">["reason"], says, reason === "expired"),
  ]),
  ["session-ended-refused-renewable", ended("refused", "Bedrock no longer accepts its token.", true)],
  ...failures,
]);

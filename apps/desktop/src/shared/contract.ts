/**
 * Everything that may cross between the main process and the app's main window. Input and output are parsed in the main
 * process, so a field that is not here cannot cross, and none here can hold a secret.
 */
import { z } from "zod";
import type { Call, Listen } from "./answer.ts";
import { appStateSchema, signedOutSchema } from "./app-state-schema.ts";
import type { AppState } from "./app-state-schema.ts";
import { answerTextSchema, promptSchema } from "./session-schema.ts";
import type { AnswerText } from "./session-schema.ts";

export type { Answer, Failure, FailureCode } from "./answer.ts";
export type { AppState, PolicyChangeView, ScreenView, SignedOut } from "./app-state-schema.ts";
export type { SignInStateView } from "./sign-in-schema.ts";
export type {
  AnswerFailureView,
  AnswerText,
  Prompt,
  SessionStateView,
  SessionView,
  StartFailureView,
  TurnView,
} from "./session-schema.ts";

const nothing = z.strictObject({});
const done = z.strictObject({});

/** What the window may ask for, by channel. */
export const invokes = {
  "app:get-state": { in: nothing, out: appStateSchema },
  /** Starts up again, from a screen that is a problem. */
  "app:retry": { in: nothing, out: done },
  /** Opens the configuration window, or brings it to the front. */
  "app:open-configuration": { in: nothing, out: done },
  /**
   * From an offer or an end: starts a sign-in, and opens the browser with the request prefilled as soon as there is a
   * code. Answers at once; the states are pushed.
   */
  "sign-in:start": { in: nothing, out: done },
  /** While there is a code. */
  "sign-in:open-browser": { in: nothing, out: done },
  "sign-in:copy-code": { in: nothing, out: done },
  "sign-in:copy-link": { in: nothing, out: done },
  /** What an administrator or AWS needs: the reference or request id of an end that has one. */
  "sign-in:copy-details": { in: nothing, out: done },
  "sign-in:cancel": { in: nothing, out: done },
  /** From an end back to the offer. */
  "sign-in:back": { in: nothing, out: done },
  /** From `success` or `keychain` into Cowork. */
  "sign-in:continue": { in: nothing, out: done },
  /** From `wrong-account`: signs out, then starts a sign-in. */
  "sign-in:use-another-account": { in: nothing, out: done },
  /** From Cowork; ends the session too. The sign-in page shows then. */
  "sign-in:sign-out": { in: nothing, out: signedOutSchema },
  /**
   * Asks the model, and starts a session before when none runs. Answers at once; turns and text are pushed. `not-now` while an
   * answer is under way, and after a session's end until `session:new`.
   */
  "session:ask": { in: promptSchema, out: done },
  /** Ends the answer that is under way, or the session's start; what has come of it stays. */
  "session:stop": { in: nothing, out: done },
  /** Ends the session, if one runs, and begins an empty conversation. */
  "session:new": { in: nothing, out: done },
} as const;

/** What the main process tells the window, by channel. */
export const pushes = { "app:state": appStateSchema, "session:text": answerTextSchema } as const;

export type InvokeChannel = keyof typeof invokes;
export type InvokeInput<Channel extends InvokeChannel> = z.infer<(typeof invokes)[Channel]["in"]>;
export type InvokeOutput<Channel extends InvokeChannel> = z.infer<(typeof invokes)[Channel]["out"]>;
export type PushChannel = keyof typeof pushes;
export type Pushed<Channel extends PushChannel> = z.infer<(typeof pushes)[Channel]>;

type Main<Channel extends InvokeChannel> = Call<typeof invokes, Channel>;

/** `window.latchkey` of the main window, the only thing that its page gets. */
export interface LatchkeyBridge {
  readonly getState: Main<"app:get-state">;
  readonly retry: Main<"app:retry">;
  readonly openConfiguration: Main<"app:open-configuration">;
  readonly startSignIn: Main<"sign-in:start">;
  readonly openBrowser: Main<"sign-in:open-browser">;
  readonly copyCode: Main<"sign-in:copy-code">;
  readonly copyLink: Main<"sign-in:copy-link">;
  readonly copyDetails: Main<"sign-in:copy-details">;
  readonly cancelSignIn: Main<"sign-in:cancel">;
  readonly backToOffer: Main<"sign-in:back">;
  readonly continueToCowork: Main<"sign-in:continue">;
  readonly useAnotherAccount: Main<"sign-in:use-another-account">;
  readonly signOut: Main<"sign-in:sign-out">;
  readonly ask: Main<"session:ask">;
  readonly stop: Main<"session:stop">;
  readonly newSession: Main<"session:new">;
  readonly onState: Listen<AppState>;
  readonly onText: Listen<AnswerText>;
}

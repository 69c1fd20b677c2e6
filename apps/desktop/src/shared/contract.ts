/**
 * Everything that may cross between the main process and a window. Input and output are parsed in the main process, so a
 * field that is not here cannot cross, and none here can hold a secret.
 */
import { z } from "zod";
import { appStateSchema, signedOutSchema } from "./app-state-schema.ts";
import type { AppState } from "./app-state-schema.ts";

export type { AppState, PolicyChangeView, ScreenView, SignedOut } from "./app-state-schema.ts";
export type { SignInStateView } from "./sign-in-schema.ts";

const nothing = z.strictObject({});
const done = z.strictObject({});

/** What a window may ask for, by channel. */
export const invokes = {
  "app:get-state": { in: nothing, out: appStateSchema },
  /** Starts up again, from a screen that is a problem. */
  "app:retry": { in: nothing, out: done },
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
  /** From Cowork; the sign-in page shows then. */
  "sign-in:sign-out": { in: nothing, out: signedOutSchema },
} as const;

/** What the main process tells a window, by channel. */
export const pushes = { "app:state": appStateSchema } as const;

export type InvokeChannel = keyof typeof invokes;
export type InvokeInput<Channel extends InvokeChannel> = z.infer<(typeof invokes)[Channel]["in"]>;
export type InvokeOutput<Channel extends InvokeChannel> = z.infer<(typeof invokes)[Channel]["out"]>;
export type PushChannel = keyof typeof pushes;
export type Pushed<Channel extends PushChannel> = z.infer<(typeof pushes)[Channel]>;

/**
 * `forbidden`: not one of the app's own pages. `invalid-request`: an input that the contract does not allow.
 * `not-now`: the state has changed since the click; show the state that is pushed. `internal`: the log has the reason.
 */
export type FailureCode = "forbidden" | "invalid-request" | "not-now" | "internal";

/** Errors cross as data: never a message of the machine's, never a stack. */
export interface Failure {
  readonly code: FailureCode;
  readonly messageKey: `error.${FailureCode}`;
}

export type Answer<Value> =
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "failed"; readonly error: Failure };

type Call<Channel extends InvokeChannel> = () => Promise<Answer<InvokeOutput<Channel>>>;

/** `window.latchkey`, the only thing that a page gets. */
export interface LatchkeyBridge {
  readonly getState: Call<"app:get-state">;
  readonly retry: Call<"app:retry">;
  readonly startSignIn: Call<"sign-in:start">;
  readonly openBrowser: Call<"sign-in:open-browser">;
  readonly copyCode: Call<"sign-in:copy-code">;
  readonly copyLink: Call<"sign-in:copy-link">;
  readonly copyDetails: Call<"sign-in:copy-details">;
  readonly cancelSignIn: Call<"sign-in:cancel">;
  readonly backToOffer: Call<"sign-in:back">;
  readonly continueToCowork: Call<"sign-in:continue">;
  readonly useAnotherAccount: Call<"sign-in:use-another-account">;
  readonly signOut: Call<"sign-in:sign-out">;
  /** @returns a function that ends it. */
  readonly onState: (listener: (state: AppState) => void) => () => void;
}

/** The sign-in page: what it shows, and what a person can do on it. It shows while it has a state. */
import { composeDeviceSignIn } from "../compose.ts";
import type { SsoServices } from "../compose.ts";
import type { Clock } from "../clock.ts";
import { signOut } from "../sign-out.ts";
import type { DeviceSignIn } from "../sign-in/device-sign-in.ts";
import type { SignInReason } from "../sign-in/sign-in-keeper.ts";
import { isEnd, offerFor } from "../sign-in/sign-in-state.ts";
import type { SignInState } from "../sign-in/sign-in-state.ts";
import { SUCCESS_SHOWN_MS } from "./after-sign-in.ts";
import { describeError } from "./describe-error.ts";
import { detailsOf } from "./details-to-copy.ts";
import { refuse } from "./ipc.ts";

/** What a person does throws `NotNow` in a state that does not offer it. */
export interface SignInPage {
  /** Shows what the page offers before anybody clicks, and why. */
  offer(reason: SignInReason): void;
  start(): void;
  openBrowser(): Promise<void>;
  copyCode(): Promise<void>;
  copyLink(): Promise<void>;
  copyDetails(): Promise<void>;
  cancel(): void;
  back(): void;
  /** From `success` or `keychain`. */
  proceed(): void;
  useAnotherAccount(): Promise<void>;
  /** Nobody looks any more: cancels what runs, and goes nowhere by itself. */
  windowClosed(): void;
}

export interface SignInPageServices {
  readonly sso: SsoServices;
  readonly writeClipboard: (text: string) => void | Promise<void>;
  /** Machine time. */
  readonly sleep: Clock["sleep"];
  readonly onState: (state: SignInState) => void;
  /** The person has finished in the browser, which is in front. */
  readonly onSignedIn: () => void;
  /** The page's work is done: on to Cowork. Called once; the page shows nothing from here on. */
  readonly onDone: (end: "success" | "keychain") => void;
  readonly onDefect: () => void;
}

const SIGNED_IN: ReadonlySet<SignInState["state"]> = new Set(["success", "keychain", "wrong-account"]);

export function createSignInPage(services: SignInPageServices): SignInPage {
  const { sso, writeClipboard, sleep, onSignedIn, onDone, onDefect } = services;
  const { log } = sso.settings;
  let shown: SignInState | undefined;
  let reason: SignInReason = "first-use";
  let signIn: DeviceSignIn | undefined;
  // Signing out asks the portal; a second click meanwhile must not start something else.
  let isSigningOut = false;
  // Closed meanwhile: nobody is there to sign in again.
  let isAbandoned = false;
  let waiting = new AbortController();

  const current = (): SignInState => shown ?? refuse();
  const show = (state: SignInState): void => {
    waiting.abort();
    shown = state;
    services.onState(state);
  };
  const offer = (why: SignInReason): void => {
    reason = why;
    signIn = undefined;
    show(offerFor(why));
  };
  const done = (end: "success" | "keychain"): void => {
    waiting.abort();
    shown = undefined;
    signIn = undefined;
    onDone(end);
  };
  const proceedSoon = async (): Promise<void> => {
    waiting = new AbortController();
    const { signal } = waiting;
    await sleep(SUCCESS_SHOWN_MS, signal).catch(() => undefined);
    if (!signal.aborted) done("success");
  };

  const begin = (): void => {
    let isOpened = false;
    const begun = composeDeviceSignIn(sso, reason, (next) => {
      if (signIn !== begun) return;
      show(next);
      // One click does both: the code is on the screen, and the browser opens beside it.
      if (next.state === "code" && !isOpened) {
        isOpened = true;
        void begun.openBrowser();
      }
      if (SIGNED_IN.has(next.state)) onSignedIn();
      if (next.state === "success") void proceedSoon();
    });
    signIn = begun;
    begun.run().catch((error: unknown) => {
      log.error(describeError(error), "the sign-in broke off");
      if (signIn !== begun) return;
      shown = undefined;
      onDefect();
    });
  };

  return {
    offer,
    start() {
      const now = current();
      if (isSigningOut || !(isEnd(now) || isOffer(now))) refuse();
      begin();
    },
    async openBrowser() {
      if (!("verificationUri" in current())) refuse();
      await signIn?.openBrowser();
    },
    async copyCode() {
      const now = current();
      await writeClipboard("userCode" in now ? now.userCode : refuse());
    },
    async copyLink() {
      const now = current();
      await writeClipboard("verificationUri" in now ? now.verificationUri : refuse());
    },
    async copyDetails() {
      await writeClipboard(detailsOf(current()) ?? refuse());
    },
    cancel() {
      const now = current();
      if (isEnd(now) || isOffer(now)) refuse();
      signIn?.cancel();
    },
    back() {
      if (isSigningOut || !isEnd(current())) refuse();
      offer(reason);
    },
    proceed() {
      const { state } = current();
      done(state === "success" || state === "keychain" ? state : refuse());
    },
    async useAnotherAccount() {
      if (isSigningOut || current().state !== "wrong-account") refuse();
      isSigningOut = true;
      isAbandoned = false;
      try {
        await signOut(sso.keeper);
        if (isAbandoned) offer("first-use");
        else begin();
      } finally {
        isSigningOut = false;
      }
    },
    windowClosed() {
      isAbandoned = true;
      waiting.abort();
      signIn?.cancel();
    },
  };
}

function isOffer({ state }: SignInState): boolean {
  return state === "idle" || state === "session-expired";
}

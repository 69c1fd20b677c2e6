/**
 * The app as its window sees it: one state, and what a person can do in it. Has everything that a window shows and nothing
 * of Electron, so it is tested against the mock without one.
 */
import type { AnswerText, AppState, PolicyChangeView, Prompt, SignedOut } from "../../shared/contract.ts";
import type { AppSettings } from "../app-settings.ts";
import { systemClock } from "../clock.ts";
import type { Clock } from "../clock.ts";
import type { SsoServices } from "../compose.ts";
import { confirmSignIn } from "../sign-in/confirm-sign-in.ts";
import { signOut } from "../sign-out.ts";
import { startUp } from "../start-up.ts";
import type { StartUp } from "../start-up.ts";
import { nextAfterSignIn } from "./after-sign-in.ts";
import { describeError } from "./describe-error.ts";
import { refuse } from "./ipc.ts";
import { launch } from "./launch.ts";
import type { Launch } from "./launch.ts";
import { configuredIn, isProblem, isWorkplace, placeOf } from "./screens.ts";
import type { Place } from "./screens.ts";
import type { SignInPage } from "./sign-in-page.ts";
import { signedInUntil } from "./signed-in-until.ts";
import type { Work } from "./work/work.ts";

export interface AppControllerServices {
  readonly settings: AppSettings;
  readonly writeClipboard: (text: string) => void | Promise<void>;
  readonly onState: (state: AppState) => void;
  /** More of an answer, after the state that it continues. */
  readonly onText: (text: AnswerText) => void;
  /** The browser is in front, and the person has finished there. */
  readonly onSignedIn: () => void;
  readonly openConfiguration: () => void;
  /** Ends this process in order and starts the app again; absent where no sign-in outlives the process. */
  readonly relaunch?: () => void;
  /** After every start-up that read a policy, before anything is asked of the network. */
  readonly onStartUp?: (start: StartUp) => void | Promise<void>;
  /** Machine time; a rehearsal's jumping clock must not be passed here. */
  readonly sleep?: Clock["sleep"];
}

/** What a person does throws `NotNow` in a state that does not offer it. */
export interface AppController {
  /** Text of an answer that `onText` has not told yet is told before. */
  readonly state: AppState;
  start(): Promise<void>;
  retry(): Promise<void>;
  startSignIn(): void;
  openBrowser(): Promise<void>;
  copyCode(): Promise<void>;
  copyLink(): Promise<void>;
  copyDetails(): Promise<void>;
  cancelSignIn(): void;
  backToOffer(): void;
  continueToCowork(): void;
  useAnotherAccount(): Promise<void>;
  signOut(): Promise<SignedOut>;
  openConfiguration(): void;
  ask(prompt: Prompt): void;
  stop(): void;
  newSession(): Promise<void>;
  /** A window that closes cancels the sign-in in it. */
  windowClosed(): void;
  policyChanged(change: PolicyChangeView | undefined): void;
  /** The machine has slept. */
  wake(): void;
  /** Resolves when nothing of a session is left and a sign-out under way is done; nothing can be asked any more. */
  quit(): Promise<void>;
}

export function createAppController(services: AppControllerServices): AppController {
  const { settings, onState, onText, onSignedIn, writeClipboard, openConfiguration, relaunch } = services;
  const { sleep = (ms, signal) => systemClock().sleep(ms, signal) } = services;
  const { log } = settings;
  let place: Place = { name: "starting" };
  let policyChange: PolicyChangeView | undefined;
  let launched: Launch = {};
  // From the first Cowork on, a person's conversation lives in this process.
  let hasWorked = false;
  let signingOut: Promise<SignedOut> | undefined;
  let confirming = new AbortController();

  const state = (): AppState => ({
    screen: isWorkplace(place) ? { ...place, work: (launched.work ?? refuse()).view() } : place,
    ...(policyChange === undefined ? {} : { policyChange }),
  });
  const changed = (): void => onState(state());
  const show = (next: Place): void => {
    place = next;
    hasWorked ||= isWorkplace(place);
    changed();
  };
  const page = (): SignInPage => (place.name === "sign-in" ? (launched.page ?? refuse()) : refuse());
  const work = (): Work =>
    isWorkplace(place) && signingOut === undefined ? (launched.work ?? refuse()) : refuse();
  const sso = (): SsoServices => launched.sso ?? refuse();

  const showCowork = async (): Promise<void> => {
    const cowork = { name: "cowork", ...configuredIn(sso().decision) } as const;
    show(cowork);
    const until = await signedInUntil(sso());
    if (until !== undefined && place === cowork) show({ ...cowork, signedInUntil: until });
  };

  /** A sign-in that was ended in Identity Center meanwhile; nobody waits for this. */
  const confirm = async (asked: Launch): Promise<void> => {
    const { signal } = confirming;
    try {
      const reason = await confirmSignIn(sso(), signal);
      const isIdle = asked === launched && place.name === "cowork" && signingOut === undefined;
      if (reason !== undefined && isIdle) asked.page?.offer(reason);
    } catch (error) {
      if (!signal.aborted) log.warn(describeError(error), "nobody knows whether the sign-in still holds");
    }
  };

  const onDone = (end: "success" | "keychain"): void => {
    const canRelaunch = relaunch !== undefined;
    const next = nextAfterSignIn({ isFirst: !hasWorked, isStored: end === "success", canRelaunch });
    log.info({ next }, "signed in");
    if (next === "relaunch") relaunch?.();
    else void showCowork();
  };

  const launchFrom = (started: StartUp): Launch =>
    launch(
      settings,
      started,
      {
        writeClipboard,
        sleep,
        onState: (signIn) => show({ name: "sign-in", ...configuredIn(sso().decision), signIn }),
        onSignedIn,
        onDone,
        onDefect: () => show({ name: "start-failed" }),
      },
      {
        sleep,
        onText,
        onChange: () => {
          if (isWorkplace(place)) changed();
        },
        onSignInNeeded: (reason) => {
          // The look at launch may have found it first, and the person begun.
          if (isWorkplace(place)) launched.page?.offer(reason);
        },
      },
    );

  const start = async (): Promise<void> => {
    show({ name: "starting" });
    try {
      await launched.work?.quit();
      const started = await startUp(settings);
      launched = launchFrom(started);
      confirming.abort();
      confirming = new AbortController();
      await services.onStartUp?.(started);
      const { screen } = started;
      if (screen.name === "sign-in") launched.page?.offer(screen.reason);
      else if (screen.name === "cowork") {
        void showCowork();
        void confirm(launched);
      } else show(placeOf(screen, started));
    } catch (error) {
      log.error(describeError(error), "the app could not start up");
      show({ name: "start-failed" });
    }
  };

  return {
    get state() {
      return state();
    },
    start,
    async retry() {
      if (!isProblem(place)) refuse();
      await start();
    },
    startSignIn: () => page().start(),
    openBrowser: async () => page().openBrowser(),
    copyCode: async () => page().copyCode(),
    copyLink: async () => page().copyLink(),
    copyDetails: async () => page().copyDetails(),
    cancelSignIn: () => page().cancel(),
    backToOffer: () => page().back(),
    continueToCowork: () => page().proceed(),
    useAnotherAccount: async () => page().useAnotherAccount(),
    async signOut() {
      if (place.name !== "cowork" || signingOut !== undefined) refuse();
      signingOut = signOut(sso().keeper, launched.work);
      try {
        const stillValid = await signingOut;
        launched.page?.offer("first-use");
        return stillValid;
      } finally {
        signingOut = undefined;
      }
    },
    openConfiguration: () => openConfiguration(),
    ask: (prompt) => work().ask(prompt),
    stop: () => work().stop(),
    newSession: async () => work().end(),
    windowClosed: () => launched.page?.windowClosed(),
    policyChanged(change) {
      policyChange = change;
      changed();
    },
    wake: () => launched.work?.wake(),
    async quit() {
      confirming.abort();
      launched.page?.windowClosed();
      // Who signs out and quits at once is signed out.
      await Promise.allSettled([launched.work?.quit(), signingOut]);
    },
  };
}

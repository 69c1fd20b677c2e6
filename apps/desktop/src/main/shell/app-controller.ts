/**
 * The app as its window sees it: one state, and what a person can do in it. Has everything that a window shows and nothing
 * of Electron, so it is tested against the mock without one.
 */
import type {
  AppState,
  PolicyChangeView,
  Prompt,
  ScreenView,
  SessionView,
  SignedOut,
} from "../../shared/contract.ts";
import type { AppSettings } from "../app-settings.ts";
import { composeDeviceSignIn, composeSso } from "../compose.ts";
import type { SsoServices } from "../compose.ts";
import type { DeviceSignIn } from "../sign-in/device-sign-in.ts";
import type { SignInReason } from "../sign-in/sign-in-keeper.ts";
import { isEnd, offerFor } from "../sign-in/sign-in-state.ts";
import type { SignInState } from "../sign-in/sign-in-state.ts";
import { startUp } from "../start-up.ts";
import type { Screen, SsoDecision, StartUp } from "../start-up.ts";
import { describeError } from "./describe-error.ts";
import { detailsOf } from "./details-to-copy.ts";
import { NotNow } from "./ipc.ts";

export interface AppControllerServices {
  readonly settings: AppSettings;
  readonly writeClipboard: (text: string) => void | Promise<void>;
  readonly onState: (state: AppState) => void;
  /** The browser is in front, and the person has finished there. */
  readonly onSignedIn: () => void;
  /** After every start-up that read a policy. */
  readonly onStartUp?: (start: StartUp) => void;
}

/** Every method throws {@link NotNow} in a state that does not offer it. */
export interface AppController {
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
}

const SIGNED_IN: ReadonlySet<SignInState["state"]> = new Set(["success", "keychain", "wrong-account"]);

const NO_WORK: SessionView = { session: { state: "idle" }, turns: [], models: [] };

export function createAppController(services: AppControllerServices): AppController {
  const { settings, onState, onSignedIn, writeClipboard } = services;
  const { log } = settings;
  let state: AppState = { screen: { name: "starting" } };
  let sso: SsoServices | undefined;
  let reason: SignInReason = "first-use";
  let signIn: DeviceSignIn | undefined;
  let shown: SignInState | undefined;
  // Signing out asks the portal; a second click meanwhile must not start something else.
  let isSigningOut = false;

  const show = (screen: ScreenView): void => {
    if (screen.name !== "sign-in") shown = undefined;
    state = { ...state, screen };
    onState(state);
  };
  const showSignIn = (next: SignInState): void => {
    shown = next;
    show({ name: "sign-in", ...configuredIn(connected().decision), signIn: next });
  };
  const offer = (why: SignInReason): void => {
    reason = why;
    signIn = undefined;
    showSignIn(offerFor(why));
  };
  const connected = (): SsoServices => sso ?? refuse();
  const current = (): SignInState => shown ?? refuse();

  const begin = (): void => {
    let isOpened = false;
    const begun = composeDeviceSignIn(connected(), reason, (next) => {
      if (signIn !== begun) return;
      showSignIn(next);
      // One click does both: the code is on the screen, and the browser opens beside it.
      if (next.state === "code" && !isOpened) {
        isOpened = true;
        void begun.openBrowser();
      }
      if (SIGNED_IN.has(next.state)) onSignedIn();
    });
    signIn = begun;
    begun.run().catch((error: unknown) => {
      log.error(describeError(error), "the sign-in broke off");
      if (signIn === begun) show({ name: "start-failed" });
    });
  };

  const start = async (): Promise<void> => {
    show({ name: "starting" });
    try {
      const started = await startUp(settings);
      const { screen, vault } = started;
      sso =
        screen.name === "sign-in" || screen.name === "cowork"
          ? composeSso(settings, screen.decision, vault)
          : undefined;
      services.onStartUp?.(started);
      if (screen.name === "sign-in") offer(screen.reason);
      else show(screenView(screen, started));
    } catch (error) {
      log.error(describeError(error), "the app could not start up");
      show({ name: "start-failed" });
    }
  };

  const endSignIn = async (next: () => void): Promise<SignedOut> => {
    if (isSigningOut) return refuse();
    isSigningOut = true;
    try {
      const stillValid = await connected().keeper.end();
      next();
      return stillValid;
    } finally {
      isSigningOut = false;
    }
  };

  return {
    get state() {
      return state;
    },
    start,
    async retry() {
      const { name } = state.screen;
      if (name === "starting" || name === "sign-in" || name === "cowork") refuse();
      await start();
    },
    startSignIn() {
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
    cancelSignIn() {
      const now = current();
      if (isEnd(now) || isOffer(now)) refuse();
      signIn?.cancel();
    },
    backToOffer() {
      if (isSigningOut || !isEnd(current())) refuse();
      offer(reason);
    },
    continueToCowork() {
      const now = current();
      if (now.state !== "success" && now.state !== "keychain") refuse();
      signIn = undefined;
      show({ name: "cowork", ...configuredIn(connected().decision), work: NO_WORK });
    },
    async useAnotherAccount() {
      if (current().state !== "wrong-account") refuse();
      await endSignIn(begin);
    },
    async signOut() {
      if (state.screen.name !== "cowork") refuse();
      return endSignIn(() => offer("first-use"));
    },
    openConfiguration: refuse,
    ask: refuse,
    stop: refuse,
    newSession: refuse,
    windowClosed() {
      signIn?.cancel();
    },
    policyChanged(change) {
      const { policyChange: _, ...rest } = state;
      state = change === undefined ? rest : { ...rest, policyChange: change };
      onState(state);
    },
  };
}

function refuse(): never {
  throw new NotNow("The state does not offer this");
}

function isOffer({ state }: SignInState): boolean {
  return state === "idle" || state === "session-expired";
}

function configuredIn({ startUrl, ssoRegion: region, accountId, roleName }: SsoDecision): {
  startUrlHost: string;
  region: string;
  accountId: string;
  roleName: string;
} {
  return { startUrlHost: new URL(startUrl).host, region, accountId, roleName };
}

function screenView(screen: Exclude<Screen, { name: "sign-in" }>, { decision }: StartUp): ScreenView {
  if (screen.name === "cowork") return { name: "cowork", ...configuredIn(screen.decision), work: NO_WORK };
  if (screen.name === "keychain-problem") return screen;
  switch (decision.mode) {
    case "bearer-token":
    case "profile":
    case "credential-helper":
      return { name: "other-credential", mode: decision.mode, work: NO_WORK };
    case "none":
    case "inactive":
      return { name: "not-configured", mode: decision.mode };
    case "config-error":
    case "unknown":
      return { name: "configuration-problem", mode: decision.mode };
    case "aws-sso":
      throw new Error(`A policy of mode aws-sso led to ${screen.name}`);
  }
}

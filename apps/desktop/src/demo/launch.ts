/** One launch of the app, as the demo rehearses it: what the windows will do, without windows. */
import { composeDeviceSignIn, composeSso } from "../main/compose.ts";
import type { SsoServices } from "../main/compose.ts";
import type { AppSettings } from "../main/app-settings.ts";
import { composeSession } from "../main/compose-session.ts";
import { mintCredentials } from "../main/session/mint-credentials.ts";
import type { SessionAnswer } from "../main/session/running-session.ts";
import { createSessionManager } from "../main/session/session-manager.ts";
import type { NotRunning } from "../main/session/session-manager.ts";
import type { SessionServices } from "../main/session/session-services.ts";
import type { SessionState } from "../main/session/session-state.ts";
import { endedText, startFailureText } from "../main/session/session-text.ts";
import type { SignInEnd, SignInState } from "../main/sign-in/sign-in-state.ts";
import { startUp } from "../main/start-up.ts";

/** What a launch tells the one who watches it. Nothing in it is secret; the user code is meant to be compared. */
export type LaunchEvent =
  | { readonly type: "sign-in-state"; readonly state: SignInState["state"]; readonly code?: ShownCode }
  | {
      readonly type: "credentials";
      readonly accessKeyId: string;
      readonly expiresAt: string;
      readonly refreshed: boolean;
    }
  | { readonly type: "sandbox"; readonly kind: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "note"; readonly text: string };

export interface ShownCode {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationHost: string;
}

export type LaunchOutcome =
  /** The sign-in ended; after a success the app relaunches. */
  | { readonly outcome: "signed-in" | "sign-in-failed"; readonly state: SignInEnd["state"] }
  /** The app shows its sign-in page. `cleared` says that no sign-in is kept any more. */
  | { readonly outcome: "sign-in-page"; readonly reason: string; readonly cleared: boolean }
  | { readonly outcome: "credentials"; readonly refreshed: boolean }
  | { readonly outcome: "answered"; readonly answer: SessionAnswer }
  | { readonly outcome: "failed"; readonly message: string };

export interface LaunchPlan {
  /** What the person does: signs in when asked, asks one question, or only looks. */
  readonly person: "signs-in" | "asks" | "looks";
  readonly prompt: string;
}

export type LaunchListener = (event: LaunchEvent) => void;

export async function launch(
  settings: AppSettings,
  plan: LaunchPlan,
  onEvent: LaunchListener,
  signal: AbortSignal,
): Promise<LaunchOutcome> {
  const started = await startUp(settings);
  const { screen, vault } = started;
  // An abort that came earlier would not be heard by the listeners below.
  signal.throwIfAborted();
  if (screen.name !== "sign-in" && screen.name !== "cowork") {
    const detail = screen.name === "keychain-problem" ? `: ${screen.message}` : "";
    return { outcome: "failed", message: `the app shows ${screen.name}${detail}` };
  }
  const services = composeSso(settings, screen.decision, vault);
  if (screen.name === "sign-in") {
    if (plan.person !== "signs-in") return signInPage(services, screen.reason);
    const signIn = composeDeviceSignIn(services, screen.reason, (state) => onEvent(describeState(state)));
    const onAbort = (): void => signIn.cancel();
    signal.addEventListener("abort", onAbort, { once: true });
    const end = await signIn.run();
    signal.removeEventListener("abort", onAbort);
    return { outcome: end.state === "success" ? "signed-in" : "sign-in-failed", state: end.state };
  }
  if (plan.person === "looks") return look(services, onEvent, signal);
  const session = composeSession(settings, screen.decision, started, services);
  return ask(services, session, plan.prompt, onEvent, signal);
}

async function ask(
  services: SsoServices,
  session: SessionServices,
  prompt: string,
  onEvent: LaunchListener,
  signal: AbortSignal,
): Promise<LaunchOutcome> {
  const manager = createSessionManager(session, {
    onState(state) {
      const event = describeSession(state);
      if (event !== undefined) onEvent(event);
    },
  });
  try {
    const started = await manager.start({ signal });
    signal.throwIfAborted();
    if (started.state !== "running") return whyNot(services, started);
    const answer = await manager.ask(prompt, {
      onText: (text) => onEvent({ type: "text", text }),
      signal,
    });
    return { outcome: "answered", answer };
  } finally {
    await manager.quit();
  }
}

function whyNot(services: SsoServices, result: NotRunning): Promise<LaunchOutcome> | LaunchOutcome {
  if (result.state !== "not-started") {
    const message = result.state === "ended" ? endedText(result) : "another session is running";
    return { outcome: "failed", message };
  }
  const { failure } = result;
  if (failure.status === "sign-in-needed") return signInPage(services, failure.reason);
  return {
    outcome: "failed",
    message: `the session did not start (${failure.status}): ${startFailureText(failure)}`,
  };
}

async function look(
  services: SsoServices,
  onEvent: LaunchListener,
  signal: AbortSignal,
): Promise<LaunchOutcome> {
  const minted = await mintCredentials(services, signal);
  if (minted.status === "sign-in-needed") return signInPage(services, minted.reason);
  if (minted.status !== "issued")
    return { outcome: "failed", message: `no role credentials (${minted.status})` };
  const { accessKeyId, expiration: expiresAt } = minted.credentials;
  onEvent({
    type: "credentials",
    ...describeCredentials(accessKeyId, expiresAt, minted.refreshed),
  });
  return { outcome: "credentials", refreshed: minted.refreshed };
}

async function signInPage(services: SsoServices, reason: string): Promise<LaunchOutcome> {
  const read = await services.store.read();
  return { outcome: "sign-in-page", reason, cleared: read.status === "absent" };
}

function describeState(state: SignInState): LaunchEvent {
  if (!("userCode" in state)) return { type: "sign-in-state", state: state.state };
  const { userCode, verificationUri, verificationHost } = state;
  return { type: "sign-in-state", state: state.state, code: { userCode, verificationUri, verificationHost } };
}

function describeSession(state: SessionState): LaunchEvent | undefined {
  if (state.state === "running") return { type: "sandbox", kind: state.sandbox };
  if (state.state !== "starting" || state.step !== "sandbox") return undefined;
  const { accessKeyId = "", expiresAt = new Date(Number.NaN), refreshed } = state.credentials;
  return { type: "credentials", ...describeCredentials(accessKeyId, expiresAt, refreshed) };
}

function describeCredentials(
  accessKeyId: string,
  expiresAt: Date,
  refreshed: boolean,
): Omit<Extract<LaunchEvent, { type: "credentials" }>, "type"> {
  return {
    accessKeyId: `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`,
    expiresAt: expiresAt.toISOString(),
    refreshed,
  };
}

/** One launch of the app, as the demo rehearses it: what the windows will do, without windows. */
import { composeDeviceSignIn, composeSso } from "../main/compose.ts";
import type { SsoServices } from "../main/compose.ts";
import type { AppSettings } from "../main/app-settings.ts";
import { mintCredentials } from "../main/session/mint-credentials.ts";
import { startSession } from "../main/session/start-session.ts";
import type { IssuedCredentials } from "../main/session/start-session.ts";
import type { Answer } from "../main/session/session-worker.ts";
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
  | { readonly outcome: "answered"; readonly answer: Answer }
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
  const { screen, vault } = await startUp(settings);
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
  return plan.person === "asks"
    ? ask(services, plan.prompt, onEvent, signal)
    : look(services, onEvent, signal);
}

async function ask(
  services: SsoServices,
  prompt: string,
  onEvent: LaunchListener,
  signal: AbortSignal,
): Promise<LaunchOutcome> {
  const started = await startSession(services, {
    signal,
    onCredentials: (issued) => onEvent({ type: "credentials", ...describeCredentials(issued) }),
  });
  if (started.status === "sign-in-needed") return signInPage(services, started.reason);
  if (started.status !== "running") {
    const detail = "message" in started ? `: ${started.message}` : "";
    return { outcome: "failed", message: `the session did not start (${started.status}${detail})` };
  }
  const { session } = started;
  try {
    onEvent({ type: "sandbox", kind: session.sandbox });
    const answer = await session.ask(prompt, { onText: (text) => onEvent({ type: "text", text }), signal });
    return { outcome: "answered", answer };
  } finally {
    await session.stop();
  }
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
    ...describeCredentials({ accessKeyId, expiresAt, refreshed: minted.refreshed }),
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

function describeCredentials({ accessKeyId, expiresAt, refreshed }: IssuedCredentials): {
  accessKeyId: string;
  expiresAt: string;
  refreshed: boolean;
} {
  return {
    accessKeyId: `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`,
    expiresAt: expiresAt.toISOString(),
    refreshed,
  };
}

/**
 * One sign-in from the click to its end: register, start device authorization, show the code, poll, check, store.
 * The browser opens only when the person asks for it, after the code is on the screen.
 */
import { checkVerificationUri } from "@latchkey/oidc-device-flow";
import type { DeviceAuthorization, DeviceFlow, DeviceTokenResult } from "@latchkey/oidc-device-flow";
import type { Clock } from "../clock.ts";
import type { ServerClock } from "../server-clock.ts";
import type { ActiveSignIn } from "./active-sign-in.ts";
import { endOfError, endOfRefusal } from "./end-of-sign-in.ts";
import { followPolling } from "./follow-polling.ts";
import type { PollFollower } from "./follow-polling.ts";
import { keepRegistration } from "./keep-registration.ts";
import { keepSignIn } from "./keep-sign-in.ts";
import type { KeepSignInServices } from "./keep-sign-in.ts";
import type { SignInReason } from "./sign-in-keeper.ts";
import { isEnd, offerFor } from "./sign-in-state.ts";
import type { CodeToConfirm, SignInEnd, SignInProgress, SignInState } from "./sign-in-state.ts";
import { startAuthorization } from "./start-authorization.ts";
import type { Started } from "./start-authorization.ts";

export interface DeviceSignInServices extends KeepSignInServices {
  readonly flow: DeviceFlow;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly active: ActiveSignIn;
  readonly clientName: string;
  readonly startUrl: string;
  readonly region: string;
  /** Opens an address in the system browser; the only address it gets has passed `checkVerificationUri`. */
  readonly openExternal: (uri: string) => Promise<void>;
  /** Origins of a stand-in Identity Center; empty in a packaged app. */
  readonly allowedOrigins: readonly string[];
}

export interface DeviceSignIn {
  readonly state: SignInState;
  /** Runs the sign-in to its end, and ends the one that ran before. Call it once, on the person's click. */
  run(): Promise<SignInEnd>;
  /** Opens the verification address in the system browser, once there is one. */
  openBrowser(): Promise<void>;
  /** Ends the sign-in at once and forgets the device code. */
  cancel(): void;
}

/** @param onState called with every new state, in order. */
export function createDeviceSignIn(
  services: DeviceSignInServices,
  reason: SignInReason,
  onState: (state: SignInState) => void,
): DeviceSignIn {
  const cancellation = new AbortController();
  let state: SignInState = offerFor(reason);
  let follower: PollFollower | undefined;
  const enter = <State extends SignInState>(next: State): State => {
    if (isEnd(state)) return next;
    state = next;
    onState(next);
    return next;
  };
  const cancel = (): void => {
    cancellation.abort(new DOMException("The sign-in was cancelled", "AbortError"));
    // The person sees it at once; what is under way winds up behind it.
    enter({ state: "cancelled" });
  };
  const shown = { current: () => state, enter: (next: SignInProgress) => void enter(next) };

  return {
    get state() {
      return state;
    },
    async run() {
      services.active.begin(cancel);
      enter({ state: "starting", region: services.region });
      const end = await signIn(services, shown, cancellation.signal, (polling) => (follower = polling)).catch(
        (error: unknown): SignInEnd => {
          if (cancellation.signal.aborted) return { state: "cancelled" };
          throw error;
        },
      );
      services.log.info({ state: end.state }, "device sign-in finished");
      return enter(end);
    },
    async openBrowser() {
      if (!("verificationUri" in state)) return;
      const { userCode, verificationUri, verificationHost, expiresAt } = state;
      const code = { userCode, verificationUri, verificationHost, expiresAt };
      try {
        await services.openExternal(verificationUri);
        follower?.waitingSince(services.clock.now());
        enter({ state: "waiting", ...code });
      } catch {
        enter({ state: "browser-failed", ...code });
      }
    },
    cancel,
  };
}

interface Shown {
  readonly current: () => SignInState;
  readonly enter: (state: SignInProgress) => void;
}

async function signIn(
  services: DeviceSignInServices,
  shown: Shown,
  signal: AbortSignal,
  onFollower: (follower: PollFollower) => void,
): Promise<SignInEnd> {
  const { store, clock, serverClock, log } = services;
  const askedAt = clock.now();
  const started = await startAuthorization(services, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return { status: "ended" as const, end: endOfError(error, "starting") };
  });
  signal.throwIfAborted();
  if (started.status === "ended") return started.end;
  const { registration, isNew, authorization } = started;
  const skew = serverClock.skew();
  const code = codeToConfirm(authorization, services);
  if (skew !== undefined || code === undefined) {
    if (isNew) await keepRegistration(services, registration);
    return skew === undefined
      ? { state: "config-error", reason: "address-refused" }
      : { state: "clock-skew", ...skew };
  }
  const minutes = Math.round((authorization.expiresAt.getTime() - askedAt) / 60_000);

  // Cancelled by the person, or stopped here because every answer says that this machine's clock is off.
  const polling = new AbortController();
  const follower = followPolling(code, { clock, serverClock }, shown, () => polling.abort());
  onFollower(follower);
  shown.enter({ state: "code", ...code });
  // While the person looks at the code: the next sign-in uses it again, however this one ends.
  if (isNew) await keepRegistration(services, registration);
  const result = await poll(services, started, follower, AbortSignal.any([signal, polling.signal])).catch(
    (error: unknown): SignInEnd => {
      signal.throwIfAborted();
      const off = serverClock.skew();
      if (polling.signal.aborted && off !== undefined) return { state: "clock-skew", ...off };
      return endOfError(error, "polling");
    },
  );
  if ("state" in result) return result;
  if (result.status === "authorized") {
    const signIn = { tokens: result.tokens, clientId: registration.clientId };
    return keepSignIn(services, signIn, registration, signal);
  }
  log.info({ status: result.status }, "Identity Center ended the sign-in");
  if (result.status === "registration-rejected") await store.removeRegistration();
  return endOfRefusal(result, minutes, isNew);
}

/** A code that expired while nobody looked may not have: then Identity Center is asked once more, which time it is. */
async function poll(
  { flow, clock }: DeviceSignInServices,
  { registration, authorization }: Started,
  { onAttempt, timeJumped }: PollFollower,
  signal: AbortSignal,
): Promise<DeviceTokenResult> {
  const request = { registration, authorization, onAttempt };
  const result = await flow.pollForToken(request, { signal });
  if (result.status !== "expired" || !timeJumped()) return result;
  const expiresAt = new Date(clock.now() + (3 * authorization.intervalSeconds + 30) * 1000);
  return flow.pollForToken({ ...request, authorization: { ...authorization, expiresAt } }, { signal });
}

/** The complete address if it is safe to open, else the plain one, else nothing. */
function codeToConfirm(
  { userCode, verificationUri, verificationUriComplete, expiresAt }: DeviceAuthorization,
  { region, allowedOrigins, log }: DeviceSignInServices,
): CodeToConfirm | undefined {
  for (const uri of [verificationUriComplete, verificationUri]) {
    if (uri === undefined) continue;
    const check = checkVerificationUri({ uri, userCode, region, allowedOrigins });
    if (check.status === "safe")
      return { userCode, verificationUri: uri, verificationHost: check.host, expiresAt };
    log.warn({ reason: check.reason }, "verification address refused");
  }
  return undefined;
}

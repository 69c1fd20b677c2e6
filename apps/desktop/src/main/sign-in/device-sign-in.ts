/**
 * One sign-in from the click to its end: register, start device authorization, show the code, poll, store.
 * The browser opens only when the person asks for it, after the code is on the screen.
 */
import { checkVerificationUri, DeviceFlowError, isRegistrationUsable } from "@latchkey/oidc-device-flow";
import type {
  ClientRegistration,
  DeviceAuthorization,
  DeviceFlow,
  DeviceTokenResult,
  PollAttempt,
} from "@latchkey/oidc-device-flow";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { SignInReason } from "./sign-in-keeper.ts";
import { isEnd } from "./sign-in-state.ts";
import type { CodeToConfirm, SignInEnd, SignInState } from "./sign-in-state.ts";
import type { SignInStore } from "./sign-in-store.ts";

export interface DeviceSignInServices {
  readonly flow: DeviceFlow;
  readonly store: SignInStore;
  readonly clock: Clock;
  readonly log: Log;
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
  /** Runs the sign-in to its end. Call it once, on the person's click. */
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
  let state: SignInState = { state: "idle", reason };
  const enter = <State extends SignInState>(next: State): State => {
    if (isEnd(state)) return next;
    state = next;
    onState(next);
    return next;
  };

  return {
    get state() {
      return state;
    },
    async run() {
      enter({ state: "starting", region: services.region });
      const end = await signIn(services, enter, () => state, cancellation.signal).catch((error: unknown) =>
        endOfError(error, cancellation.signal),
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
        enter({ state: "waiting", ...code });
      } catch {
        enter({ state: "browser-failed", ...code });
      }
    },
    cancel: () => cancellation.abort(new DOMException("The sign-in was cancelled", "AbortError")),
  };
}

async function signIn(
  services: DeviceSignInServices,
  enter: (state: SignInState) => void,
  current: () => SignInState,
  signal: AbortSignal,
): Promise<SignInEnd> {
  const started = await start(services, signal);
  if (started === undefined)
    return { state: "server-error", message: "Identity Center refused this app twice." };
  const { registration, isNew, authorization } = started;
  const code = codeToConfirm(authorization, services);
  if (code === undefined) {
    return {
      state: "config-error",
      message: "Identity Center named an address that is not AWS's; it was not opened.",
    };
  }
  enter({ state: "code", ...code });
  // While the person looks at the code: the next sign-in uses it again, however this one ends.
  if (isNew) await services.store.writeRegistration(registration);
  const onAttempt = followAttempts(code, current, enter);
  const result = await services.flow.pollForToken({ registration, authorization, onAttempt }, { signal });
  return endOfPolling(services, registration, result);
}

interface Started {
  readonly registration: ClientRegistration;
  readonly isNew: boolean;
  readonly authorization: DeviceAuthorization;
}

/** Starts device authorization; a rejected registration is dropped and replaced once. */
async function start(services: DeviceSignInServices, signal: AbortSignal): Promise<Started | undefined> {
  const { flow, store, startUrl } = services;
  for (const attempt of ["cached", "fresh"] as const) {
    const { registration, isNew } = await registrationFor(services, attempt, signal);
    const result = await flow.startDeviceAuthorization({ registration, startUrl }, { signal });
    if (result.status === "started") return { registration, isNew, authorization: result.authorization };
    await store.removeRegistration();
  }
  return undefined;
}

async function registrationFor(
  { flow, store, clock, clientName, log }: DeviceSignInServices,
  attempt: "cached" | "fresh",
  signal: AbortSignal,
): Promise<Pick<Started, "registration" | "isNew">> {
  const cached = attempt === "cached" ? await store.readRegistration() : undefined;
  if (cached !== undefined && isRegistrationUsable(cached, clock.now())) {
    return { registration: cached, isNew: false };
  }
  const registration = await flow.registerClient({ clientName }, { signal });
  log.debug({ expiresAt: registration.expiresAt }, "client registered");
  return { registration, isNew: true };
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

/** Shows `offline` while Identity Center does not answer, and afterwards what was shown before. */
function followAttempts(
  code: CodeToConfirm,
  current: () => SignInState,
  enter: (state: SignInState) => void,
): (attempt: PollAttempt) => void {
  let before: "code" | "waiting" | "browser-failed" = "code";
  return ({ outcome }) => {
    const { state } = current();
    if (outcome === "transport-error" && state !== "offline") {
      before = state === "waiting" || state === "browser-failed" ? state : "code";
      enter({ state: "offline", ...code });
    }
    if (outcome !== "transport-error" && state === "offline") enter({ state: before, ...code });
  };
}

async function endOfPolling(
  { store }: DeviceSignInServices,
  registration: ClientRegistration,
  result: DeviceTokenResult,
): Promise<SignInEnd> {
  switch (result.status) {
    case "authorized":
      return keep(store, registration, result.tokens);
    case "denied":
      return { state: "denied", reason: result.reason };
    // A code that was used elsewhere is as dead as an old one, and the next step is the same.
    case "rejected":
    case "expired":
      return { state: "expired" };
    case "registration-rejected":
      await store.removeRegistration();
      return { state: "server-error", message: "Identity Center no longer knows this app. Start again." };
  }
}

async function keep(
  store: SignInStore,
  registration: ClientRegistration,
  tokens: (DeviceTokenResult & { status: "authorized" })["tokens"],
): Promise<SignInEnd> {
  const written = await store.write({ tokens, clientId: registration.clientId });
  return written.status === "stored" ? { state: "success" } : { state: "keychain", cause: written.cause };
}

function endOfError(error: unknown, signal: AbortSignal): SignInEnd {
  if (signal.aborted) return { state: "cancelled" };
  if (!(error instanceof DeviceFlowError)) throw error;
  const refused = error.code === "DEVICE_FLOW_OAUTH_ERROR";
  return { state: refused ? "config-error" : "server-error", message: error.message };
}

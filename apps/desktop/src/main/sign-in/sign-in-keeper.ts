/**
 * Owns the stored sign-in: answers "is there an access token that can be used now?", refreshing it when fewer
 * than five minutes are left. Only Identity Center's own word ends a sign-in; an outage never does.
 */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import type { ClientRegistration, DeviceFlow } from "@latchkey/oidc-device-flow";
import type { Secret } from "@latchkey/secret";
import type { KeyStoreState } from "@latchkey/token-vault";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { SignIn } from "./sign-in-record.ts";
import type { SignInStore } from "./sign-in-store.ts";

/** Why a person has to sign in; each has its own sentence in the app. */
export type SignInReason = "first-use" | "session-ended" | "configuration-changed" | "unreadable";

export type AccessTokenResult =
  | {
      readonly status: "usable";
      readonly accessToken: Secret;
      readonly expiresAt: Date;
      readonly refreshed: boolean;
    }
  | { readonly status: "sign-in-needed"; readonly reason: SignInReason }
  /** Identity Center could not be asked; the sign-in is kept. */
  | { readonly status: "unavailable"; readonly cause: unknown }
  /** The keychain could not be asked; the sign-in is kept. `message` says what to do. */
  | { readonly status: "keychain-problem"; readonly state: KeyStoreState; readonly message: string };

export interface SignInKeeper {
  /** @param options.force refresh even if the token looks fresh, because the portal refused it. */
  accessToken(options?: { readonly force?: boolean }): Promise<AccessTokenResult>;
  /** Forgets the sign-in, also one that is being refreshed at this moment. */
  end(): Promise<void>;
}

export interface SignInKeeperServices {
  readonly flow: DeviceFlow;
  readonly store: SignInStore;
  readonly clock: Clock;
  readonly log: Log;
}

const REFRESH_WHEN_LEFT_MS = 5 * 60_000;

export function createSignInKeeper(services: SignInKeeperServices): SignInKeeper {
  // Callers that come while a refresh is under way share it, since a refresh token may be used only once.
  // Nobody can abort it either: its answer holds the next refresh token.
  let refreshing: Promise<AccessTokenResult> | undefined;
  let ended = new AbortController();

  const refreshOnce = (signIn: SignIn, force: boolean, signal: AbortSignal): Promise<AccessTokenResult> => {
    refreshing ??= refresh(services, signIn, force, signal).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return {
    async accessToken({ force = false } = {}) {
      const { signal } = ended;
      const read = await services.store.read();
      if (read.status === "keychain-problem") return read;
      if (read.status === "absent") return { status: "sign-in-needed", reason: "first-use" };
      if (read.status === "unreadable") return { status: "sign-in-needed", reason: "unreadable" };
      const left = read.signIn.tokens.expiresAt.getTime() - services.clock.now();
      if (force || left < REFRESH_WHEN_LEFT_MS) return refreshOnce(read.signIn, force, signal);
      return usable(read.signIn, false);
    },
    async end() {
      ended.abort();
      ended = new AbortController();
      await services.store.remove();
    },
  };
}

async function refresh(
  services: SignInKeeperServices,
  signIn: SignIn,
  force: boolean,
  ended: AbortSignal,
): Promise<AccessTokenResult> {
  const { flow, store, clock, log } = services;
  const { refreshToken } = signIn.tokens;
  const registration = await usableRegistration(services, signIn);
  if (refreshToken === undefined || registration === undefined) {
    const stillValid = !force && signIn.tokens.expiresAt.getTime() > clock.now();
    return stillValid ? usable(signIn, false) : endSignIn(services, "not refreshable");
  }
  try {
    const result = await flow.refresh({ registration, refreshToken });
    // Signed out meanwhile: the new tokens must not bring the sign-in back.
    if (ended.aborted) return { status: "sign-in-needed", reason: "session-ended" };
    if (result.status === "refreshed")
      return await keepRenewed(services, { ...signIn, tokens: result.tokens });
    if (result.status === "registration-rejected") await store.removeRegistration();
    return await endSignIn(services, result.status);
  } catch (cause) {
    if (!(cause instanceof DeviceFlowError)) throw cause;
    log.warn(
      { code: cause.code, status: cause.status, requestId: cause.requestId },
      "refresh failed; sign-in kept",
    );
    const stillValid = !force && signIn.tokens.expiresAt.getTime() > clock.now();
    return stillValid ? usable(signIn, false) : { status: "unavailable", cause };
  }
}

async function keepRenewed(
  { store, log }: SignInKeeperServices,
  renewed: SignIn,
): Promise<AccessTokenResult> {
  await store.write(renewed);
  log.info({ expiresAt: renewed.tokens.expiresAt }, "sign-in refreshed");
  return usable(renewed, true);
}

/** The registration that the refresh token was issued to, if it can still be presented. */
async function usableRegistration(
  { store, clock }: SignInKeeperServices,
  signIn: SignIn,
): Promise<ClientRegistration | undefined> {
  const registration = await store.readRegistration();
  const matches = registration?.clientId === signIn.clientId;
  return matches && registration.expiresAt.getTime() > clock.now() ? registration : undefined;
}

async function endSignIn({ store, log }: SignInKeeperServices, why: string): Promise<AccessTokenResult> {
  await store.remove();
  log.info({ why }, "sign-in ended");
  return { status: "sign-in-needed", reason: "session-ended" };
}

function usable(signIn: SignIn, refreshed: boolean): AccessTokenResult {
  const { accessToken, expiresAt } = signIn.tokens;
  return { status: "usable", accessToken, expiresAt, refreshed };
}

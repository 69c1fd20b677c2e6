/**
 * Owns the stored sign-in: answers "is there an access token that can be used now?", refreshing it when fewer
 * than five minutes are left. Only Identity Center's own word ends a sign-in; an outage never does. Processes that
 * share a vault take turns, because a refresh token works once.
 */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import type { ClientRegistration, DeviceFlow } from "@latchkey/oidc-device-flow";
import type { Secret } from "@latchkey/secret";
import { TokenVaultError } from "@latchkey/token-vault";
import type { KeyStoreState } from "@latchkey/token-vault";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { SignIn } from "./sign-in-record.ts";
import type { SignInRead, SignInStore } from "./sign-in-store.ts";

/** Why a person has to sign in; each has its own sentence in the app. */
export type SignInReason = "first-use" | "session-ended" | "configuration-changed" | "unreadable";

export type AccessTokenResult =
  | {
      readonly status: "usable";
      readonly accessToken: Secret;
      readonly expiresAt: Date;
      /** Whether this call refreshed it. */
      readonly refreshed: boolean;
    }
  | { readonly status: "sign-in-needed"; readonly reason: SignInReason }
  /** Identity Center could not be asked, or another process is asking it for too long; the sign-in is kept. */
  | { readonly status: "unavailable"; readonly cause: unknown }
  /** The keychain could not be asked; the sign-in is kept. `message` says what to do. */
  | { readonly status: "keychain-problem"; readonly state: KeyStoreState; readonly message: string };

/**
 * What signing out on this device does not end: whoever has a copy can use it until then. Ending the session in the
 * access portal ends the access token at once, and role credentials never.
 */
export interface StillValid {
  readonly accessTokenUntil?: Date;
  /** The last of the role credentials that sessions of this run were given. */
  readonly roleCredentialsUntil?: Date;
}

export interface SignInKeeper {
  /** @param options.force refresh even if the token looks fresh, because the portal refused it. */
  accessToken(options?: { readonly force?: boolean }): Promise<AccessTokenResult>;
  /** Remembers how long role credentials last that were issued for this sign-in. */
  credentialsIssued(expiresAt: Date): void;
  /** Forgets the sign-in, also one that is being refreshed at this moment, and says what stays valid until when. */
  end(): Promise<StillValid>;
}

export interface SignInKeeperServices {
  readonly flow: DeviceFlow;
  readonly store: SignInStore;
  readonly clock: Clock;
  readonly log: Log;
}

const REFRESH_WHEN_LEFT_MS = 5 * 60_000;

export function createSignInKeeper(services: SignInKeeperServices): SignInKeeper {
  // Callers that come while a refresh is under way share it. No caller can abort it: its answer holds the next
  // refresh token.
  let refreshing: Promise<AccessTokenResult> | undefined;
  let ended = new AbortController();
  let credentialsUntil: Date | undefined;

  return {
    async accessToken({ force = false } = {}) {
      const { signal } = ended;
      const read = await services.store.read();
      if (read.status !== "found") return withoutSignIn(read, "first-use");
      if (!force && isFresh(read.signIn, services.clock)) return usable(read.signIn, false);
      refreshing ??= refreshInTurn(services, read.signIn, force, signal).finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    credentialsIssued(expiresAt) {
      if (credentialsUntil === undefined || expiresAt > credentialsUntil) credentialsUntil = expiresAt;
    },
    async end() {
      ended.abort();
      ended = new AbortController();
      const { store, clock } = services;
      // Not knowing how long the tokens last is no reason to keep them.
      const read = await store.read().catch(() => undefined);
      await store.remove();
      const tokenUntil = read?.status === "found" ? read.signIn.tokens.expiresAt : undefined;
      return stillValid(tokenUntil, credentialsUntil, clock.now());
    },
  };
}

function stillValid(
  accessTokenUntil: Date | undefined,
  roleCredentialsUntil: Date | undefined,
  now: number,
): StillValid {
  const isAhead = (instant: Date | undefined): instant is Date => (instant?.getTime() ?? 0) > now;
  return {
    ...(isAhead(accessTokenUntil) ? { accessTokenUntil } : {}),
    ...(isAhead(roleCredentialsUntil) ? { roleCredentialsUntil } : {}),
  };
}

/** Under the lock the first thing is to look again: another process may have refreshed, or signed out. */
async function refreshInTurn(
  services: SignInKeeperServices,
  seen: SignIn,
  force: boolean,
  ended: AbortSignal,
): Promise<AccessTokenResult> {
  const { store, clock, log } = services;
  try {
    return await store.exclusively(async () => {
      const read = await store.read();
      if (read.status !== "found") return withoutSignIn(read, "session-ended");
      const isRenewed = read.signIn.tokens.expiresAt.getTime() !== seen.tokens.expiresAt.getTime();
      if (isRenewed && isFresh(read.signIn, clock)) return usable(read.signIn, false);
      return await refresh(services, read.signIn, force, ended);
    });
  } catch (cause) {
    if (!(cause instanceof TokenVaultError)) throw cause;
    log.warn({ code: cause.code, holder: cause.holder?.processId }, "no turn to refresh; sign-in kept");
    return stillUsable(seen, force, clock) ?? { status: "unavailable", cause };
  }
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
    return stillUsable(signIn, force, clock) ?? endSignIn(services, "not refreshable");
  }
  try {
    const result = await flow.refresh({ registration, refreshToken }, { signal: ended });
    // Signed out meanwhile, here or by a process that did not wait: the new tokens must not bring the sign-in back.
    const isSignedOut = ended.aborted || (await store.read()).status === "absent";
    if (isSignedOut) return { status: "sign-in-needed", reason: "session-ended" };
    if (result.status === "refreshed")
      return await keepRenewed(services, { ...signIn, tokens: result.tokens });
    if (result.status === "registration-rejected") await store.removeRegistration();
    return await endSignIn(services, result.status);
  } catch (cause) {
    if (ended.aborted) return { status: "sign-in-needed", reason: "session-ended" };
    if (!(cause instanceof DeviceFlowError)) throw cause;
    log.warn(
      { code: cause.code, status: cause.status, requestId: cause.requestId },
      "refresh failed; sign-in kept",
    );
    return stillUsable(signIn, force, clock) ?? { status: "unavailable", cause };
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

function withoutSignIn(
  read: Exclude<SignInRead, { status: "found" }>,
  whenAbsent: SignInReason,
): AccessTokenResult {
  if (read.status === "keychain-problem") return read;
  return { status: "sign-in-needed", reason: read.status === "absent" ? whenAbsent : "unreadable" };
}

function isFresh({ tokens }: SignIn, clock: Clock): boolean {
  return tokens.expiresAt.getTime() - clock.now() >= REFRESH_WHEN_LEFT_MS;
}

/** The token that could not be refreshed, unless it has ended or the portal refused it. */
function stillUsable(signIn: SignIn, wasRefused: boolean, clock: Clock): AccessTokenResult | undefined {
  const isValid = !wasRefused && signIn.tokens.expiresAt.getTime() > clock.now();
  return isValid ? usable(signIn, false) : undefined;
}

function usable(signIn: SignIn, refreshed: boolean): AccessTokenResult {
  const { accessToken, expiresAt } = signIn.tokens;
  return { status: "usable", accessToken, expiresAt, refreshed };
}

/**
 * One refresh of the stored sign-in, while no other process that shares the vault does the same: a refresh token works
 * once. Only Identity Center's own word ends the sign-in; an outage never does.
 */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import type { ClientRegistration } from "@latchkey/oidc-device-flow";
import { TokenVaultError } from "@latchkey/token-vault";
import { isFresh, isSame, stillUsable, usable, withoutSignIn } from "./access-token.ts";
import type { AccessTokenResult } from "./access-token.ts";
import type { SignInKeeperServices } from "./sign-in-keeper.ts";
import type { SignIn } from "./sign-in-record.ts";

export interface RefreshOptions {
  /** The portal refused the token that looks fresh. */
  readonly force: boolean;
  /** Aborts when the person signs out. */
  readonly ended: AbortSignal;
  /** Identity Center could not be asked. */
  readonly onFailure: () => void;
}

const SIGNED_OUT: AccessTokenResult = { status: "sign-in-needed", reason: "session-ended" };

/**
 * A registration that ended this recently by our clock is presented all the same: the clock may be a day off, and Identity
 * Center knows. Later than that, nothing is asked.
 */
const ASKED_PAST_ITS_END_MS = 2 * 86_400_000;

/** Under the lock the first thing is to look again: another process may have refreshed, or signed out. */
export async function refreshInTurn(
  services: SignInKeeperServices,
  seen: SignIn,
  options: RefreshOptions,
): Promise<AccessTokenResult> {
  const { store, clock, log } = services;
  try {
    return await store.exclusively(async () => {
      const read = await store.read();
      if (read.status !== "found") return withoutSignIn(read, "session-ended");
      const isRenewed = !isSame(read.signIn, seen.tokens);
      if (isRenewed && isFresh(read.signIn, clock)) return usable(read.signIn, false);
      return await refresh(services, read.signIn, options);
    });
  } catch (cause) {
    if (!(cause instanceof TokenVaultError)) throw cause;
    log.warn({ code: cause.code, holder: cause.holder?.processId }, "no turn to refresh; sign-in kept");
    return stillUsable(seen, options.force, clock) ?? { status: "unavailable", cause };
  }
}

async function refresh(
  services: SignInKeeperServices,
  signIn: SignIn,
  { force, ended, onFailure }: RefreshOptions,
): Promise<AccessTokenResult> {
  const { flow, store, clock, log } = services;
  const { refreshToken } = signIn.tokens;
  const registration = await usableRegistration(services, signIn);
  if (refreshToken === undefined || registration === undefined) {
    return stillUsable(signIn, force, clock) ?? endSignIn(services, "not refreshable");
  }
  try {
    const result = await flow.refresh({ registration, refreshToken }, { signal: ended });
    // Signed out meanwhile, here or by a process that did not wait, or signed in anew: these tokens must not come back.
    const read = await store.read();
    if (ended.aborted || read.status === "absent") return SIGNED_OUT;
    if (read.status === "found" && !isSame(read.signIn, signIn.tokens)) return usable(read.signIn, false);
    if (result.status === "refreshed")
      return await keepRenewed(services, { ...signIn, tokens: result.tokens });
    if (result.status === "registration-rejected") await store.removeRegistration();
    return await endSignIn(services, result.status, result.requestId);
  } catch (cause) {
    if (ended.aborted) return SIGNED_OUT;
    if (!(cause instanceof DeviceFlowError)) throw cause;
    onFailure();
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
  { store, clock, serverClock = clock }: SignInKeeperServices,
  signIn: SignIn,
): Promise<ClientRegistration | undefined> {
  const registration = await store.readRegistration();
  if (registration?.clientId !== signIn.clientId) return undefined;
  const endedFor = serverClock.now() - registration.expiresAt.getTime();
  return endedFor < ASKED_PAST_ITS_END_MS ? registration : undefined;
}

async function endSignIn(
  { store, log }: SignInKeeperServices,
  why: string,
  requestId?: string,
): Promise<AccessTokenResult> {
  await store.remove().catch((error: unknown) => {
    if (!(error instanceof TokenVaultError)) throw error;
    log.error({ code: error.code }, "a sign-in that has ended could not be removed");
  });
  log.info({ why, requestId }, "sign-in ended");
  return { status: "sign-in-needed", reason: "session-ended" };
}

/**
 * Owns the stored sign-in: answers "is there an access token that can be used now?", refreshing it when fewer
 * than five minutes are left. Only Identity Center's own word ends a sign-in; an outage never does. Processes that
 * share a vault take turns, because a refresh token works once.
 */
import type { DeviceFlow } from "@latchkey/oidc-device-flow";
import type { AccessPortal } from "@latchkey/role-credentials";
import { TokenVaultError } from "@latchkey/token-vault";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { ServerClock } from "../server-clock.ts";
import { isFresh, isSame, stillUsable, stillValid, usable, withoutSignIn } from "./access-token.ts";
import type { AccessTokenResult, StillValid, UsableToken } from "./access-token.ts";
import { logOut } from "./log-out.ts";
import { refreshInTurn } from "./refresh-in-turn.ts";
import type { SignIn } from "./sign-in-record.ts";
import type { SignInStore } from "./sign-in-store.ts";

export type { AccessTokenResult, SignInReason, StillValid } from "./access-token.ts";

export interface SignInKeeper {
  /** @param options.force refresh even if the token looks fresh, because the portal refused it. */
  accessToken(options?: { readonly force?: boolean }): Promise<AccessTokenResult>;
  /** Remembers how long role credentials last that were issued for this sign-in. */
  credentialsIssued(expiresAt: Date): void;
  /**
   * Signs out: forgets the sign-in, also one that is being refreshed at this moment, then asks the portal to end the
   * session, and says what stays valid until when.
   *
   * @throws {TokenVaultError} when a copy stays on the disk; the portal was asked all the same.
   */
  end(): Promise<StillValid>;
  /** The portal refused this token for good: forgets its sign-in, unless the person has signed in anew since. */
  endRefused(token: Pick<UsableToken, "expiresAt">): Promise<void>;
}

export interface SignInKeeperServices {
  readonly flow: DeviceFlow;
  readonly store: SignInStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the portal session at a sign-out; without it, the session ends by itself. */
  readonly portal?: Pick<AccessPortal, "logout">;
  /** The local clock unless given. */
  readonly serverClock?: Pick<ServerClock, "now">;
}

interface Refresh {
  readonly isForced: boolean;
  readonly result: Promise<AccessTokenResult>;
}

/** A refresh that failed is not tried again before, as long as the token can be used. */
const RETRY_AFTER_MS = 60_000;

export function createSignInKeeper(services: SignInKeeperServices): SignInKeeper {
  const { store, clock, portal, log } = services;
  // Callers that come while a refresh is under way share it. No caller can abort it: its answer holds the next
  // refresh token.
  let underWay: Refresh | undefined;
  let ended = new AbortController();
  let failedAt: number | undefined;
  let credentialsUntil: Date | undefined;

  const hasJustFailed = (): boolean => {
    const since = clock.now() - (failedAt ?? -Infinity);
    // Below zero the clock was set back: then nothing is known.
    return since >= 0 && since < RETRY_AFTER_MS;
  };
  const onFailure = (): void => void (failedAt = clock.now());
  const refresh = (seen: SignIn, isForced: boolean, signal: AbortSignal): Refresh => {
    const result = refreshInTurn(services, seen, { force: isForced, ended: signal, onFailure }).finally(
      () => {
        if (underWay === begun) underWay = undefined;
      },
    );
    const begun: Refresh = { isForced, result };
    underWay = begun;
    return begun;
  };
  const waitsForRetry = (signIn: SignIn, force: boolean): UsableToken | undefined =>
    hasJustFailed() ? stillUsable(signIn, force, clock) : undefined;

  return {
    async accessToken({ force = false } = {}) {
      for (;;) {
        const { signal } = ended;
        const read = await store.read();
        if (read.status !== "found") return withoutSignIn(read, "first-use");
        if (!force && isFresh(read.signIn, clock)) return usable(read.signIn, false);
        const kept = waitsForRetry(read.signIn, force);
        if (kept !== undefined) return kept;
        const shared = underWay ?? refresh(read.signIn, force, signal);
        const result = await shared.result;
        // One that nobody forced gives the token back when it fails, also the one that the portal refused.
        const isGivenBack = result.status === "usable" && !result.refreshed;
        if (!(force && !shared.isForced && isGivenBack)) return result;
      }
    },
    credentialsIssued(expiresAt) {
      if (credentialsUntil === undefined || expiresAt > credentialsUntil) credentialsUntil = expiresAt;
    },
    async end() {
      ended.abort();
      ended = new AbortController();
      // Whoever signs in from here on has nothing to do with the answer of the refresh that ended.
      underWay = undefined;
      // Not knowing how long the tokens last is no reason to keep them.
      const read = await store.read().catch(() => undefined);
      const tokens = read?.status === "found" ? read.signIn.tokens : undefined;
      let said: Awaited<ReturnType<typeof logOut>> = "unknown";
      try {
        await store.remove();
      } finally {
        // All the more when a copy stays on the disk.
        if (portal !== undefined && tokens !== undefined)
          said = await logOut({ portal, log }, tokens.accessToken);
      }
      if (tokens === undefined) return stillValid("none", undefined, credentialsUntil, clock.now());
      const { expiresAt } = tokens;
      // A token that has ended is refused as well; that says nothing about the session.
      const isOver = said === "logged-out" || (said !== "unknown" && expiresAt.getTime() > clock.now());
      return stillValid(isOver ? "ended" : "may-go-on", expiresAt, credentialsUntil, clock.now());
    },
    async endRefused(token) {
      const removeIfSame = async (): Promise<void> => {
        const read = await store.read();
        if (read.status !== "found" || !isSame(read.signIn, token)) return;
        await store.remove();
        log.info({ why: "refused by the portal" }, "sign-in ended");
      };
      try {
        // In turn: another process may be renewing it at this moment.
        await store.exclusively(removeIfSame);
      } catch (error) {
        if (!(error instanceof TokenVaultError)) throw error;
        log.warn({ code: error.code }, "the refused sign-in could not be removed; the next start finds out");
      }
    },
  };
}

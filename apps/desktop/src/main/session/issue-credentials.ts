/** Credentials for one session, in each auth mode; minted once, and never refreshed inside the session. */
import type { SsoServices } from "../compose.ts";
import { untilAborted } from "../until-aborted.ts";
import type { CredentialSource } from "./credentials/session-credentials.ts";
import { mintCredentials } from "./mint-credentials.ts";
import type { IssueResult } from "./session-services.ts";

/** An abort is heard at once; a refresh that is under way goes on, since its answer holds the next refresh token. */
export async function issueFromSignIn(sso: SsoServices, signal?: AbortSignal): Promise<IssueResult> {
  const minted = await untilAborted(mintCredentials(sso, signal), signal);
  if (minted.status !== "issued") return minted;
  const { serverClock, settings } = sso;
  const skew = serverClock.skew();
  if (skew !== undefined) {
    settings.log.warn(skew, "this machine's clock is off");
    return { status: "clock-skew", ...skew };
  }
  const { credentials, refreshed } = minted;
  const issuedAt = serverClock.lastAnswer();
  return { status: "issued", credentials: { kind: "aws", ...credentials }, issuedAt, refreshed };
}

export async function issueFromSource(
  source: CredentialSource,
  now: () => number,
  signal?: AbortSignal,
): Promise<IssueResult> {
  const issued = await untilAborted(source.issue(signal), signal);
  if (issued.status !== "issued") return issued;
  return { ...issued, issuedAt: now(), refreshed: false };
}

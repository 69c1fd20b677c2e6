/** Builds what sessions need in the auth mode that the policy decided. */
import { egressRequirements } from "@latchkey/policy-reader";
import type { AppSettings } from "./app-settings.ts";
import { composeSso, refuseOverrides } from "./compose.ts";
import type { SsoServices } from "./compose.ts";
import { credentialSource } from "./session/credentials/credential-source.ts";
import { issueFromSignIn, issueFromSource } from "./session/issue-credentials.ts";
import type { SessionDecision, SessionServices } from "./session/session-services.ts";
import type { StartUp } from "./start-up.ts";

/**
 * @param decision that of the same start-up, in a mode that starts sessions.
 * @param sso in mode `aws-sso`: what the sign-in page has, so that both share one keeper; composed anew unless given.
 * @throws {Error} when a packaged app is given endpoint overrides.
 */
export function composeSession(
  settings: AppSettings,
  decision: SessionDecision,
  { snapshot, vault }: Pick<StartUp, "snapshot" | "vault">,
  sso?: SsoServices,
): SessionServices {
  refuseOverrides(settings);
  const shared = {
    settings,
    decision,
    allowedHosts: egressRequirements(snapshot, decision).sandboxHosts,
  };
  if (decision.mode === "aws-sso") {
    const services = sso ?? composeSso(settings, decision, vault);
    return {
      ...shared,
      now: () => services.serverClock.now(),
      issue: (signal) => issueFromSignIn(services, signal),
      discard: () => undefined,
    };
  }
  const now = (): number => settings.clock.now();
  const source = credentialSource(decision, { environment: settings.environment, now });
  return {
    ...shared,
    now,
    issue: (signal) => issueFromSource(source, now, signal),
    discard: () => source.discard?.(),
  };
}

/**
 * What the app shows when it starts: reads the policy, decides the auth mode, and looks whether a sign-in is
 * kept. Nothing is cleared because a policy could not be read.
 */
import type { AuthModeDecision, PolicySnapshot } from "@latchkey/policy-reader";
import { openTokenVault, TokenVaultError } from "@latchkey/token-vault";
import type { KeyStoreState, TokenVault } from "@latchkey/token-vault";
import { join } from "node:path";
import type { AppSettings } from "./app-settings.ts";
import { readPolicyInForce } from "./configuration/policy-in-force.ts";
import type { PolicyPlaces } from "./configuration/policy-in-force.ts";
import type { Log } from "./log.ts";
import type { SourceDecision } from "./session/credentials/credential-source.ts";
import { sweepSessionFolders } from "./session/sandbox-folder.ts";
import type { SignInReason } from "./sign-in/sign-in-keeper.ts";
import { signInStore } from "./sign-in/sign-in-store.ts";

export type SsoDecision = Extract<AuthModeDecision, { mode: "aws-sso" }>;

export interface StartUp {
  readonly snapshot: PolicySnapshot;
  readonly decision: AuthModeDecision;
  readonly vault: TokenVault;
  readonly screen: Screen;
}

export type Screen =
  /** The sign-in page, and why it shows. */
  | { readonly name: "sign-in"; readonly reason: SignInReason; readonly decision: SsoDecision }
  /** Signed in. */
  | { readonly name: "cowork"; readonly decision: SsoDecision }
  /** Bedrock is reached with the administrator's own credential; the sign-in page never shows. */
  | { readonly name: "other-credential"; readonly decision: SourceDecision }
  /** No credential is configured, or the app is not configured for Bedrock. */
  | { readonly name: "not-configured" }
  /** The policy is contradictory or could not be read. */
  | { readonly name: "configuration-problem" }
  /** There may be a sign-in, but the keychain that holds its key cannot be asked; `message` says what to do. */
  | { readonly name: "keychain-problem"; readonly state: KeyStoreState; readonly message: string };

export async function startUp(settings: AppSettings): Promise<StartUp> {
  // Opening a vault that is in use starts the keychain's process, which takes longer than reading a policy.
  const [{ snapshot, decision, origin }, vault] = await Promise.all([
    readPolicyInForce(settings),
    openTokenVault({ directory: join(settings.dataFolder, "vault"), keyStore: settings.keyStore }),
    sweep(settings.log),
  ]);
  settings.log.info({ mode: decision.mode, reason: decision.reason, origin }, "auth mode decided");
  return { snapshot, decision, vault, screen: await chooseScreen(decision, vault, settings.log) };
}

/** What a killed app left of its session; that it cannot be removed is no reason not to start. */
async function sweep(log: Log): Promise<void> {
  try {
    const removed = await sweepSessionFolders();
    if (removed > 0) log.info({ removed }, "removed what killed apps left of their sessions");
  } catch (error) {
    log.warn({ error }, "what killed apps left of their sessions could not be removed");
  }
}

/**
 * Whether the policy, read afresh, still asks for a sign-in with this start URL and region; for a sign-in that took
 * minutes. A policy that cannot be read, or that is not about Bedrock, says nothing against it: the next start decides.
 */
export async function isSignInConfigured(
  places: PolicyPlaces,
  { startUrl, ssoRegion }: SsoDecision,
): Promise<boolean> {
  const { decision } = await readPolicyInForce(places);
  switch (decision.mode) {
    case "aws-sso":
      return decision.startUrl === startUrl && decision.ssoRegion === ssoRegion;
    case "bearer-token":
    case "profile":
    case "credential-helper":
    case "none":
      return false;
    case "inactive":
    case "config-error":
    case "unknown":
      return true;
  }
}

async function chooseScreen(decision: AuthModeDecision, vault: TokenVault, log: Log): Promise<Screen> {
  switch (decision.mode) {
    case "aws-sso":
      return signInOrCowork(decision, vault, log);
    case "bearer-token":
    case "profile":
    case "credential-helper":
      await forgetSignIn(vault, log);
      return { name: "other-credential", decision };
    case "none":
    case "inactive":
      await forgetSignIn(vault, log);
      return { name: "not-configured" };
    case "config-error":
    case "unknown":
      return { name: "configuration-problem" };
  }
}

/** A sign-in that the policy no longer uses must not come back when the keys do. */
async function forgetSignIn(vault: TokenVault, log: Log): Promise<void> {
  try {
    await vault.clear();
  } catch (error) {
    // The files are gone; a key without them opens nothing, and this auth mode needs no keychain.
    if (!(error instanceof TokenVaultError)) throw error;
    log.warn({ code: error.code, state: error.state }, "the vault's key is still in the keychain");
  }
}

async function signInOrCowork(decision: SsoDecision, vault: TokenVault, log: Log): Promise<Screen> {
  const owner = { startUrl: decision.startUrl, region: decision.ssoRegion };
  const removed = await vault.deleteOthers(owner);
  const read = await signInStore(vault, owner, log).read();
  if (read.status === "found") return { name: "cowork", decision };
  if (read.status === "unreadable") return { name: "sign-in", reason: "unreadable", decision };
  if (read.status === "keychain-problem") {
    return { name: "keychain-problem", state: read.state, message: read.message };
  }
  return { name: "sign-in", reason: removed > 0 ? "configuration-changed" : "first-use", decision };
}

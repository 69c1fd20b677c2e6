/** What happens to tokens that were just issued: checked, stored, and given back when nobody wants them any more. */
import type { ClientRegistration } from "@latchkey/oidc-device-flow";
import type { AccessPortal } from "@latchkey/role-credentials";
import type { Log } from "../log.ts";
import { checkAssignment } from "./check-assignment.ts";
import { logOut } from "./log-out.ts";
import type { SignIn } from "./sign-in-record.ts";
import type { SignedInFor, SignInEnd } from "./sign-in-state.ts";
import type { SignInStore, SignInWrite } from "./sign-in-store.ts";

export interface KeepSignInServices {
  readonly portal: Pick<AccessPortal, "listAccountRoles" | "logout">;
  readonly store: SignInStore;
  readonly log: Log;
  readonly signedInFor: SignedInFor;
  /** Whether the policy, read afresh, still asks for a sign-in with this start URL and region. */
  readonly isStillConfigured: () => Promise<boolean>;
}

/** Storing comes last: a sign-in that was cancelled, or whose policy is gone, must not replace the one that is kept. */
export async function keepSignIn(
  services: KeepSignInServices,
  signIn: SignIn,
  registration: ClientRegistration,
  signal: AbortSignal,
): Promise<SignInEnd> {
  const { store, signedInFor } = services;
  const { accessToken } = signIn.tokens;
  try {
    const assignment = await checkAssignment(services, accessToken, signedInFor, signal);
    const isConfigured = await services.isStillConfigured();
    signal.throwIfAborted();
    if (!isConfigured) {
      await logOut(services, accessToken);
      return { state: "config-error", reason: "configuration-changed" };
    }
    const written = await inTurn(store, async () => {
      const kept = await writeUnlessCancelled(store, signIn, signal);
      // Another process may have stored its own since; this sign-in is refreshed with no other.
      const stored = await store.readRegistration();
      if (stored?.clientId !== registration.clientId) await store.writeRegistration(registration);
      return kept;
    });
    if (assignment === "missing") return { state: "wrong-account", ...signedInFor };
    if (written.status === "stored") return { state: "success", assignment, ...signedInFor };
    const { state: keychain, message } = written.cause;
    return { state: "keychain", keychain, message, ...signedInFor };
  } catch (error) {
    if (signal.aborted) await logOut(services, accessToken);
    throw error;
  }
}

/** While no other process renews what was kept before; and without that when it cannot be had, for a person waits. */
async function inTurn<Result>(store: SignInStore, work: () => Promise<Result>): Promise<Result> {
  let hasBegun = false;
  try {
    return await store.exclusively(() => {
      hasBegun = true;
      return work();
    });
  } catch (error) {
    if (hasBegun) throw error;
    return await work();
  }
}

/** Cancelled while it is being written, it makes room again for what was kept before. */
async function writeUnlessCancelled(
  store: SignInStore,
  signIn: SignIn,
  signal: AbortSignal,
): Promise<SignInWrite> {
  const before = await store.read();
  signal.throwIfAborted();
  const written = await store.write(signIn);
  if (signal.aborted) await (before.status === "found" ? store.write(before.signIn) : store.remove());
  signal.throwIfAborted();
  return written;
}

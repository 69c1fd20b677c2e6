/** Stores a new client registration, unless another process has stored one meanwhile. */
import { isRegistrationUsable } from "@latchkey/oidc-device-flow";
import type { ClientRegistration } from "@latchkey/oidc-device-flow";
import type { Clock } from "../clock.ts";
import type { SignInStore } from "./sign-in-store.ts";

/** The sign-in that is stored may belong to the other one, and is refreshed with no other. */
export async function keepRegistration(
  { store, clock }: { readonly store: SignInStore; readonly clock: Clock },
  registration: ClientRegistration,
): Promise<void> {
  const kept = await store.readRegistration();
  if (kept !== undefined && isRegistrationUsable(kept, clock.now())) return;
  await store.writeRegistration(registration);
}

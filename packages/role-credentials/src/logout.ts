/** Logout: ends the portal session behind an access token. Role credentials already issued stay valid until their end. */
import { LogoutCommand } from "@aws-sdk/client-sso";
import type { Secret } from "@latchkey/secret";
import { PortalRefusal } from "./guarded-handler.ts";
import { refusedError } from "./portal-client.ts";
import type { CallOptions, Send } from "./portal-client.ts";

export type LogoutResult = { readonly status: "logged-out" } | { readonly status: "session-already-ended" };

export async function logout(
  send: Send,
  { accessToken }: { readonly accessToken: Secret },
  options?: CallOptions,
): Promise<LogoutResult> {
  const command = new LogoutCommand({ accessToken: accessToken.reveal() });
  try {
    await send("Logout", (client, abortSignal) => client.send(command, { abortSignal }), options);
    return { status: "logged-out" };
  } catch (error) {
    if (!(error instanceof PortalRefusal)) throw error;
    if (error.status === 401) return { status: "session-already-ended" };
    throw refusedError("Logout", error);
  }
}

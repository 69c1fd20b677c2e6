/** Every SSO-OIDC call after RegisterClient names its client and shows the client's secret. */

import type { Context } from "../core/context.ts";
import { textField } from "../core/json-body.ts";
import type { JsonObject } from "../core/json-body.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { InstanceSettings } from "../seed/settings.ts";
import type { ClientRegistration } from "../state/records.ts";
import { missingField, oidcError } from "./oidc-answer.ts";

export type ClientCheck =
  | { readonly status: "authenticated"; readonly client: ClientRegistration }
  | { readonly status: "refused"; readonly response: WireResponse };

/**
 * Refuses unknown clients, wrong secrets and registrations past `clientSecretExpiresAt`, all as invalid_client.
 *
 * @param expired whether the end of a registration matters.
 */
export function authenticateClient(
  context: Context,
  call: Call,
  body: JsonObject,
  settings: InstanceSettings = context.settings,
  expired: "refused" | "accepted" = "refused",
): ClientCheck {
  const clientId = textField(body, "clientId");
  if (clientId === undefined) return refused(missingField(context, call, "clientId", settings));
  const clientSecret = textField(body, "clientSecret");
  if (clientSecret === undefined) return refused(missingField(context, call, "clientSecret", settings));

  const invalid = (description: string): ClientCheck =>
    refused(oidcError(context, call, "invalid_client", description, settings));
  const client = context.store.client(clientId);
  if (client === undefined) return invalid("Invalid client provided");
  call.note.client = client.clientId;
  if (clientSecret !== context.store.clientSecret(client)) return invalid("Invalid client secret provided");
  if (expired === "refused" && context.now() >= client.expiresAt)
    return invalid("Client registration has expired");
  return { status: "authenticated", client };
}

/** Whether the registration lets the client use a grant; one that named none may use all. */
export function mayUseGrant(client: ClientRegistration, grantType: string): boolean {
  return client.grantTypes?.includes(grantType) ?? true;
}

function refused(response: WireResponse): ClientCheck {
  return { status: "refused", response };
}

/** RegisterClient: makes this app known to one Identity Center instance, once per about ninety days. */
import { RegisterClientCommand } from "@aws-sdk/client-sso-oidc";
import type { Secret } from "@latchkey/secret";
import { fieldsOf } from "./fields.ts";
import { DEVICE_CODE_GRANT, REFRESH_TOKEN_GRANT } from "./grant-types.ts";
import { OAuthRefusal } from "./guarded-handler.ts";
import { oauthError } from "./oidc-client.ts";
import type { CallOptions, Send } from "./oidc-client.ts";

export interface RegisterClientRequest {
  /** Shown to the person who is asked to allow access. */
  readonly clientName: string;
  /** `sso:account:access` unless given: without a scope Identity Center issues no refresh token. */
  readonly scopes?: readonly string[];
}

export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly expiresAt: Date;
}

const HOUR_MS = 3_600_000;
/** The year 2200 in epoch seconds; anything later was not meant as seconds. */
const LATEST_EXPIRY_SECONDS = 7_258_118_400;

/** Whether a cached registration may start a new sign-in: until one hour before it ends. `now` in epoch milliseconds. */
export function isRegistrationUsable({ expiresAt }: ClientRegistration, now: number): boolean {
  return expiresAt.getTime() - now > HOUR_MS;
}

export async function registerClient(
  send: Send,
  { clientName, scopes = ["sso:account:access"] }: RegisterClientRequest,
  options?: CallOptions,
): Promise<ClientRegistration> {
  const operation = "RegisterClient";
  const command = new RegisterClientCommand({
    clientName,
    clientType: "public",
    scopes: [...scopes],
    grantTypes: [DEVICE_CODE_GRANT, REFRESH_TOKEN_GRANT],
  });
  try {
    const answer = await send(
      operation,
      (client, abortSignal) => client.send(command, { abortSignal }),
      options,
    );
    const fields = fieldsOf(operation, answer);
    return {
      clientId: fields.text("clientId"),
      clientSecret: fields.secretText("clientSecret"),
      expiresAt: new Date(fields.positive("clientSecretExpiresAt", LATEST_EXPIRY_SECONDS) * 1000),
    };
  } catch (error) {
    if (error instanceof OAuthRefusal) throw oauthError(operation, error);
    throw error;
  }
}

/** Whether a refusal means that the registration itself is no longer good. */
export function rejectsRegistration({ error }: OAuthRefusal): boolean {
  return error === "invalid_client" || error === "unauthorized_client";
}

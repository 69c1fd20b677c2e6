/** StartDeviceAuthorization (RFC 8628 sections 3.1 and 3.2): a code for the person, and one for us. */
import { StartDeviceAuthorizationCommand } from "@aws-sdk/client-sso-oidc";
import type { Secret } from "@latchkey/secret";
import type { Clock } from "./clock.ts";
import { fieldsOf } from "./fields.ts";
import { OAuthRefusal } from "./guarded-handler.ts";
import { oauthError } from "./oidc-client.ts";
import type { CallOptions, Send } from "./oidc-client.ts";
import { rejectsRegistration } from "./register-client.ts";
import type { ClientRegistration } from "./register-client.ts";

export interface DeviceAuthorization {
  readonly deviceCode: Secret;
  /** Shown to the person exactly as it is. */
  readonly userCode: string;
  /** Unchecked: pass both addresses through `checkVerificationUri` before opening one. */
  readonly verificationUri: string;
  readonly verificationUriComplete?: string;
  readonly expiresAt: Date;
  /** Least time between polls, in seconds: 1 to 60. */
  readonly intervalSeconds: number;
}

export type StartResult =
  | { readonly status: "started"; readonly authorization: DeviceAuthorization }
  /** Identity Center does not know this registration (any more): drop it and register again, once. */
  | { readonly status: "registration-rejected"; readonly requestId?: string };

/** Also bounds how long a code is polled for, whatever a clock that was set back says. */
export const LONGEST_LIFE_SECONDS: number = 30 * 60;
const ABSURD_LIFE_SECONDS = 400 * 86_400;
const DEFAULT_INTERVAL_SECONDS = 5;
const LONGEST_INTERVAL_SECONDS = 60;

export async function startDeviceAuthorization(
  send: Send,
  clock: Clock,
  request: { readonly registration: ClientRegistration; readonly startUrl: string },
  options?: CallOptions,
): Promise<StartResult> {
  const operation = "StartDeviceAuthorization";
  const { clientId, clientSecret } = request.registration;
  const input = { clientId, clientSecret: clientSecret.reveal(), startUrl: request.startUrl };
  const command = new StartDeviceAuthorizationCommand(input);
  const askedAt = clock.now();
  try {
    const answer = await send(
      operation,
      (client, abortSignal) => client.send(command, { abortSignal }),
      options,
    );
    const fields = fieldsOf(operation, answer);
    const verificationUriComplete = fields.optionalUri("verificationUriComplete");
    const life = Math.min(fields.positive("expiresIn", ABSURD_LIFE_SECONDS), LONGEST_LIFE_SECONDS);
    const interval = fields.optionalCount("interval") ?? DEFAULT_INTERVAL_SECONDS;
    const authorization: DeviceAuthorization = {
      deviceCode: fields.secretText("deviceCode"),
      userCode: fields.text("userCode", 64),
      verificationUri: fields.uri("verificationUri"),
      ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
      expiresAt: new Date(askedAt + life * 1000),
      intervalSeconds: Math.min(Math.max(interval, 1), LONGEST_INTERVAL_SECONDS),
    };
    return { status: "started", authorization };
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error;
    if (rejectsRegistration(error)) return { status: "registration-rejected", ...error.reference };
    throw oauthError(operation, error);
  }
}

/** StartDeviceAuthorization, `POST /device_authorization` (RFC 8628 section 3.1, in AWS's words). */

import type { Context } from "../core/context.ts";
import { readJsonObject, textField } from "../core/json-body.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { formatUserCode } from "../state/shapes.ts";
import { authenticateClient, mayUseGrant } from "./authenticate-client.ts";
import { findDirectory } from "./find-directory.ts";
import { deviceCodeGrant } from "./grant-types.ts";
import { malformedBody, missingField, oidcError } from "./oidc-answer.ts";
import { verificationUriOf } from "./verification-uri.ts";

/** @see sso-oidc StartDeviceAuthorization */
export function startDeviceAuthorization(context: Context, call: Call): WireResponse {
  const body = readJsonObject(call.request.body);
  if (body === undefined) return malformedBody(context, call);
  const startUrl = textField(body, "startUrl");
  const directory = startUrl === undefined ? undefined : findDirectory(context, startUrl);
  const settings = directory?.settings ?? context.settings;
  const check = authenticateClient(context, call, body, settings, settings.expiredRegistrationStart);
  if (check.status === "refused") return check.response;
  const { client } = check;
  if (startUrl === undefined) return missingField(context, call, "startUrl", settings);
  if (!mayUseGrant(client, deviceCodeGrant)) {
    const description = "Client is not registered for the device_code grant";
    return oidcError(context, call, "unauthorized_client", description, settings);
  }
  if (directory === undefined)
    return oidcError(context, call, "invalid_request", "Invalid start url provided", settings);
  const now = context.now();
  if (context.store.throttle.isExceeded(client, settings.deviceStartsPerSecond, now))
    return oidcError(context, call, "slow_down", "Slow down", settings);

  const { deviceCodeSeconds, pollIntervalSeconds } = directory.settings;
  const { device, deviceCode } = context.store.addDevice(
    { client, directory, expiresAt: now + deviceCodeSeconds * 1000 },
    now,
  );
  const userCode = formatUserCode(device.userCode);
  const verificationUri = verificationUriOf(context, directory);
  return jsonResponse(call, 200, {
    deviceCode,
    expiresIn: deviceCodeSeconds,
    interval: pollIntervalSeconds,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
  });
}

/** StartDeviceAuthorization, `POST /device_authorization` (RFC 8628 section 3.1, in AWS's words). */

import type { Context } from "../core/context.ts";
import { readJsonObject, textField } from "../core/json-body.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { Directory } from "../state/directory.ts";
import { formatUserCode } from "../state/shapes.ts";
import { authenticateClient, mayUseGrant } from "./authenticate-client.ts";
import { deviceCodeGrant } from "./grant-types.ts";
import { malformedBody, missingField, oidcError } from "./oidc-answer.ts";

/** @see sso-oidc StartDeviceAuthorization */
export function startDeviceAuthorization(context: Context, call: Call): WireResponse {
  const body = readJsonObject(call.request.body);
  if (body === undefined) return malformedBody(context, call);
  const startUrl = textField(body, "startUrl");
  const check = authenticateClient(context, call, body);
  if (check.status === "refused") return check.response;
  if (startUrl === undefined) return missingField(context, call, "startUrl");
  if (!mayUseGrant(check.client, deviceCodeGrant))
    return oidcError(
      context,
      call,
      "unauthorized_client",
      "Client is not registered for the device_code grant",
    );
  const directory = findDirectory(context, startUrl);
  if (directory === undefined)
    return oidcError(context, call, "invalid_request", "Invalid start url provided");

  const { deviceCodeSeconds, pollIntervalSeconds } = directory.settings;
  const now = context.now();
  const { device, deviceCode } = context.store.addDevice(
    { client: check.client, directory, expiresAt: now + deviceCodeSeconds * 1000 },
    now,
  );
  const userCode = formatUserCode(device.userCode);
  const verificationUri = context.verificationUri();
  return jsonResponse(call, 200, {
    deviceCode,
    expiresIn: deviceCodeSeconds,
    interval: pollIntervalSeconds,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
  });
}

/** People paste `/start/`, `/start#` and `/start#/`; the services take them all for the same portal. */
function findDirectory(context: Context, startUrl: string): Directory | undefined {
  const wanted = withoutTail(startUrl);
  return context.directories.find((directory) => withoutTail(directory.startUrl) === wanted);
}

function withoutTail(startUrl: string): string {
  const fragment = startUrl.indexOf("#");
  return (fragment === -1 ? startUrl : startUrl.slice(0, fragment)).replace(/\/$/, "");
}

/** The device-code grant of CreateToken: RFC 8628 section 3.5, stricter than AWS is known to be. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { ClientRegistration, DeviceAuthorization } from "../state/records.ts";
import { issueTokens, startSignIn } from "./issue-tokens.ts";
import { oidcError } from "./oidc-answer.ts";
import type { OidcErrorCode } from "./oidc-answer.ts";

export function redeemDeviceCode(
  context: Context,
  call: Call,
  client: ClientRegistration,
  deviceCode: string,
): WireResponse {
  const device = context.store.device(deviceCode);
  const refuse = (error: OidcErrorCode, description: string): WireResponse =>
    oidcError(context, call, error, description, device?.directory.settings);
  if (device === undefined || device.client !== client)
    return refuse("invalid_grant", "Invalid device code provided");
  if (device.redeemed)
    return refuse(device.directory.settings.redeemedDeviceCode, "Invalid device code provided");
  const now = context.now();
  if (now >= device.expiresAt) return refuse("expired_token", "Device code has expired");
  if (isTooEarly(device, now)) return refuse("slow_down", "Slow down");
  context.store.notePoll(device, now);

  const { decision } = device;
  if (decision.status === "pending") return refuse("authorization_pending", "Authorization is still pending");
  if (decision.status === "denied" || !decision.user.enabled) return refuse("access_denied", "Access denied");
  context.store.redeem(device);
  call.note.userName = decision.user.userName;
  const signIn = startSignIn(context, {
    user: decision.user,
    directory: device.directory,
    client,
    startedAt: decision.decidedAt,
  });
  return issueTokens(context, call, signIn);
}

/** The first poll is never early, and a poll that was refused does not move the window. */
function isTooEarly({ lastPollAt, directory }: DeviceAuthorization, now: number): boolean {
  return lastPollAt !== undefined && now - lastPollAt < directory.settings.pollIntervalSeconds * 1000;
}

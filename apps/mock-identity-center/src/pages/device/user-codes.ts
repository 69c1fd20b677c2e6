/** What a typed user code leads to. */

import type { Context } from "../../core/context.ts";
import type { DeviceAuthorization } from "../../state/records.ts";

export type UserCodeCheck =
  | { readonly status: "open"; readonly device: DeviceAuthorization }
  | { readonly status: "refused"; readonly reason: string };

export function checkUserCode(context: Context, typed: string): UserCodeCheck {
  const device = context.store.deviceByUserCode(typed);
  if (device === undefined)
    return { status: "refused", reason: "This code is not known. Compare it with the one your app shows." };
  if (device.decision.status !== "pending")
    return {
      status: "refused",
      reason: "This code has already been used. Start again in your app to get a new one.",
    };
  if (context.now() >= device.expiresAt)
    return { status: "refused", reason: "This code has expired. Start again in your app to get a new one." };
  return { status: "open", device };
}

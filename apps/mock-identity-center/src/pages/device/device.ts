/** The device code: enter or confirm it, then allow or deny what asks for it. */

import type { Call, WireResponse } from "../../core/wire.ts";
import type { DeviceAuthorization } from "../../state/records.ts";
import { formatUserCode } from "../../state/shapes.ts";
import { signInPath } from "../destination.ts";
import { typed } from "../forms.ts";
import { pageResponse, redirect } from "../layout.ts";
import type { Desk, Routes } from "../pages.ts";
import type { Visitor } from "../visitors.ts";
import { checkUserCode } from "./user-codes.ts";
import * as views from "./views.ts";

export function deviceRoutes(desk: Desk): Routes {
  return {
    "GET /device": (call, visitor) =>
      pageResponse(call, visitor, views.codePage(visitor, call.query.get("user_code") ?? "", undefined)),
    "POST /device": (call, visitor, form) =>
      withOpenCode(desk, call, visitor, typed(form, "user_code"), (device) =>
        redirect(call, visitor, consentPath(device)),
      ),
    "GET /device/allow": (call, visitor) =>
      withOpenCode(desk, call, visitor, call.query.get("user_code") ?? "", (device) =>
        showConsent(call, visitor, device),
      ),
    "POST /device/allow": (call, visitor, form) =>
      withOpenCode(desk, call, visitor, typed(form, "user_code"), (device) =>
        decide(desk, call, visitor, { device, isAllowed: form.get("decision") === "allow" }),
      ),
    "GET /device/allowed": (call, visitor) => pageResponse(call, visitor, views.outcomePage("allowed")),
    "GET /device/denied": (call, visitor) => pageResponse(call, visitor, views.outcomePage("denied")),
  };
}

/** A code that leads nowhere shows the form again, with the reason and what was typed. */
function withOpenCode(
  desk: Desk,
  call: Call,
  visitor: Visitor,
  userCode: string,
  answer: (device: DeviceAuthorization) => WireResponse,
): WireResponse {
  const check = checkUserCode(desk.context, userCode);
  if (check.status === "open") return answer(check.device);
  call.note.error = "UserCodeRefused";
  return pageResponse(call, visitor, views.codePage(visitor, userCode, check.reason));
}

function showConsent(call: Call, visitor: Visitor, device: DeviceAuthorization): WireResponse {
  const { signedIn } = visitor;
  return signedIn?.directory === device.directory
    ? pageResponse(call, visitor, views.consentPage(visitor, device, signedIn.user))
    : redirect(call, visitor, signInPath(device.directory, consentPath(device)));
}

function decide(
  desk: Desk,
  call: Call,
  visitor: Visitor,
  { device, isAllowed }: { readonly device: DeviceAuthorization; readonly isAllowed: boolean },
): WireResponse {
  const { signedIn } = visitor;
  if (signedIn?.directory !== device.directory)
    return redirect(call, visitor, signInPath(device.directory, consentPath(device)));
  call.note.userName = signedIn.user.userName;
  const { administration } = desk;
  if (isAllowed) administration.approve(device.userCode, signedIn.user.userName);
  else administration.deny(device.userCode);
  return redirect(call, visitor, isAllowed ? "/device/allowed" : "/device/denied");
}

function consentPath({ userCode }: DeviceAuthorization): string {
  return `/device/allow?user_code=${formatUserCode(userCode)}`;
}

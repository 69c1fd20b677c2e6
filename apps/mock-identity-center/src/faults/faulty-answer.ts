/** What a fault makes of a request: a plain response, and what the socket must do with it. */

import { bedrockFailure } from "../bedrock/bedrock-answer.ts";
import type { Context } from "../core/context.ts";
import type { Operation } from "../core/operation.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { oidcFailure } from "../oidc/oidc-answer.ts";
import { portalFailure } from "../portal/portal-answer.ts";
import { stsError } from "../sts/sts-answer.ts";
import type { Fault, FaultEffect } from "./fault.ts";
import { errorNames } from "./error-names.ts";
import { proxyPage } from "./proxy-page.ts";

type ErrorFault = Extract<FaultEffect, { kind: "error" }>;

const message = "A fault script answered this request";

/** @param execute carries the operation out; called only where the fault says that it happened. */
export function faultyAnswer(
  context: Context,
  call: Call,
  operation: Operation,
  fault: Fault,
  execute: () => WireResponse,
): WireResponse {
  call.note.fault = fault.kind;
  switch (fault.kind) {
    case "error":
      return withHeaders(failure(context, call, operation, fault), fault.headers);
    case "delay":
      return { ...execute(), delivery: { kind: "delay", ms: fault.ms } };
    case "reset":
      return { ...answerOf(call, fault, execute), status: 0, delivery: { kind: "reset" } };
    case "stall":
      return { ...answerOf(call, fault, execute), delivery: { kind: "stall" } };
    case "truncate":
      return { ...answerOf(call, fault, execute), delivery: { kind: "truncate", bytes: fault.bytes } };
    case "malformed":
      return { ...jsonResponse(call, 200, {}), body: fault.body ?? '{"message": "This answer has no e' };
    case "html":
      return proxyPage(fault.status);
    case "redirect":
      return { status: fault.status, headers: { location: fault.location }, body: "" };
  }
}

function answerOf(
  call: Call,
  { executed = false }: { readonly executed?: boolean | undefined },
  execute: () => WireResponse,
): WireResponse {
  return executed ? execute() : jsonResponse(call, 200, { message });
}

function failure(
  context: Context,
  call: Call,
  operation: Operation,
  { status, error, reason }: ErrorFault,
): WireResponse {
  const { type, code } = errorNames(error);
  switch (operation) {
    case "RegisterClient":
    case "StartDeviceAuthorization":
    case "CreateToken":
    case "CreateTokenWithIAM":
      return oidcFailure(context, call, { status, type, error: code, reason }, message);
    case "Converse":
    case "ConverseStream":
    case "InvokeModel":
    case "InvokeModelWithResponseStream":
      return bedrockFailure(context, call, status, type, message);
    case "GetCallerIdentity":
      return stsError(call, status, error, message);
    default:
      return portalFailure(context, call, status, type, message);
  }
}

function withHeaders(response: WireResponse, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const added = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...response, headers: { ...response.headers, ...Object.fromEntries(added) } };
}

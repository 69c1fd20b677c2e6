/** Converse and ConverseStream, `POST /model/{modelId}/converse` and `…/converse-stream`. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { verifyRoleCredentials } from "../sigv4/verify-role-credentials.ts";
import type { RoleCredentials } from "../state/records.ts";
import { assumedRoleArn } from "../state/role-identity.ts";
import { answerTo } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { bedrockError, signatureErrors } from "./bedrock-answer.ts";
import { parseConversation } from "./conversation.ts";
import { eventStreamOf } from "./event-stream.ts";
import { resolveModel } from "./models.ts";
import { evaluatePolicy } from "./policy.ts";

const path = /^\/model\/([^/]+)\/(converse|converse-stream)$/;
const actions = {
  Converse: "bedrock:InvokeModel",
  ConverseStream: "bedrock:InvokeModelWithResponseStream",
} as const;
const latencyMs = 42;

export interface BedrockRoute {
  readonly operation: "Converse" | "ConverseStream";
  readonly modelId: string;
}

/** The operation and model a path names; undefined for every other path. */
export function bedrockRoute(target: string): BedrockRoute | undefined {
  const [, encoded, suffix] = path.exec(target) ?? [];
  if (encoded === undefined) return undefined;
  const operation = suffix === "converse" ? "Converse" : "ConverseStream";
  try {
    return { operation, modelId: decodeURIComponent(encoded) };
  } catch {
    return { operation, modelId: "" };
  }
}

/** @see bedrock-runtime Converse, ConverseStream */
export function converse(context: Context, call: Call, { operation, modelId }: BedrockRoute): WireResponse {
  const verified = verifyRoleCredentials(context, call, "bedrock", context.bedrockRegions);
  if (verified.status === "refused")
    return bedrockError(context, call, signatureErrors[verified.problem], verified.message);
  const { owner, region } = verified;
  call.note.userName = owner.user.userName;
  const event = { eventName: operation, region, modelId } as const;

  const resolved = resolveModel(context.models, modelId, region, owner);
  if (resolved === undefined) {
    const message = "The provided model identifier is invalid.";
    context.trail.bedrockCall(call, owner, {
      ...event,
      errorCode: "ValidationException",
      errorMessage: message,
    });
    return bedrockError(context, call, "ValidationException", message);
  }
  const denial = denialOf(owner, actions[operation], resolved.resources);
  if (denial !== undefined) {
    context.trail.bedrockCall(call, owner, { ...event, errorCode: "AccessDenied", errorMessage: denial });
    return bedrockError(context, call, "AccessDeniedException", denial);
  }
  const parsed = parseConversation(call.request.body);
  if (parsed.status === "invalid") {
    context.trail.bedrockCall(call, owner, {
      ...event,
      errorCode: "ValidationException",
      errorMessage: parsed.message,
    });
    return bedrockError(context, call, "ValidationException", parsed.message);
  }
  context.trail.bedrockCall(call, owner, event);
  const answer = answerTo(parsed.conversation, resolved.model);
  return operation === "Converse" ? wholeAnswer(call, answer) : streamedAnswer(call, answer);
}

function denialOf(
  credentials: RoleCredentials,
  action: string,
  resources: readonly string[],
): string | undefined {
  const permissionSet = credentials.directory.permissionSet(credentials.permissionSet.name);
  for (const resource of resources) {
    const decision = evaluatePolicy(permissionSet?.inlinePolicy, action, resource);
    if (decision === "allowed") continue;
    const because =
      decision === "explicitly-denied"
        ? "with an explicit deny in an identity-based policy"
        : `because no identity-based policy allows the ${action} action`;
    return `User: ${assumedRoleArn(credentials)} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  }
  return undefined;
}

function wholeAnswer(call: Call, answer: Answer): WireResponse {
  return jsonResponse(call, 200, {
    metrics: { latencyMs },
    output: { message: { content: [{ text: answer.pieces.join("") }], role: "assistant" } },
    stopReason: answer.stopReason,
    usage: answer.usage,
  });
}

function streamedAnswer(call: Call, answer: Answer): WireResponse {
  const headers = {
    "content-type": "application/vnd.amazon.eventstream",
    "x-amzn-requestid": call.requestId,
  };
  return { status: 200, headers, body: eventStreamOf(answer, latencyMs) };
}

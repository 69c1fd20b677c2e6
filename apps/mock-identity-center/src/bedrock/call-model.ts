/** A call of a model: who signs it, whether the policy allows it, and what the trail will tell. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { verifyRoleCredentials } from "../sigv4/verify-role-credentials.ts";
import { answerTo } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { bearerAction, checkApiKey } from "./api-keys.ts";
import { bearerRefusal, bedrockError, signatureErrors } from "./bedrock-answer.ts";
import { callerWithApiKey, callerWithRole } from "./caller.ts";
import type { BedrockCaller } from "./caller.ts";
import { parseConversation } from "./conversation.ts";
import type { ParsedConversation } from "./conversation.ts";
import { converse, converseStream } from "./converse-answer.ts";
import { invokeModel, invokeModelWithResponseStream } from "./invoke-answer.ts";
import { parseMessagesRequest } from "./messages-request.ts";
import { resolveModel } from "./models.ts";
import { evaluatePolicy } from "./policy.ts";
import type { BedrockOperation, BedrockRoute } from "./route.ts";

interface Form {
  /** What the policy has to allow. */
  readonly action: "bedrock:InvokeModel" | "bedrock:InvokeModelWithResponseStream";
  readonly parse: (body: Uint8Array) => ParsedConversation;
  readonly render: (context: Context, call: Call, modelId: string, answer: Answer) => WireResponse;
}

const whole = "bedrock:InvokeModel";
const streamed = "bedrock:InvokeModelWithResponseStream";
const forms: Readonly<Record<BedrockOperation, Form>> = {
  Converse: { action: whole, parse: parseConversation, render: converse },
  ConverseStream: { action: streamed, parse: parseConversation, render: converseStream },
  InvokeModel: { action: whole, parse: parseMessagesRequest, render: invokeModel },
  InvokeModelWithResponseStream: {
    action: streamed,
    parse: parseMessagesRequest,
    render: invokeModelWithResponseStream,
  },
};

/** @see bedrock-runtime Converse, ConverseStream, InvokeModel, InvokeModelWithResponseStream */
export function callModel(context: Context, call: Call, { operation, modelId }: BedrockRoute): WireResponse {
  const verified = authenticate(context, call);
  if ("refusal" in verified) return verified.refusal;
  const { caller, region, actions } = verified;
  const { owner } = caller;
  call.note.userName = caller.userName;
  const event = { eventName: operation, region, modelId } as const;
  const invalid = (message: string): WireResponse => {
    const errorCode = "ValidationException";
    context.trail.bedrockCall(call, owner, { ...event, errorCode, errorMessage: message });
    return bedrockError(context, call, errorCode, message);
  };

  const resolved = resolveModel(context.models, modelId, region, caller);
  if (resolved === undefined) return invalid("The provided model identifier is invalid.");
  const { action, parse, render } = forms[operation];
  const denial =
    denialOf(caller, actions, [`arn:${caller.partition}:bedrock:${region}:${caller.accountId}:*`]) ??
    denialOf(caller, [action], resolved.resources);
  if (denial !== undefined) {
    context.trail.bedrockCall(call, owner, { ...event, errorCode: "AccessDenied", errorMessage: denial });
    return bedrockError(context, call, "AccessDeniedException", denial);
  }
  const parsed = parse(call.request.body);
  if (parsed.status === "invalid") return invalid(parsed.message);
  context.trail.bedrockCall(call, owner, event);
  return render(context, call, resolved.model.modelId, answerTo(parsed.conversation, resolved.model));
}

type Authenticated =
  | {
      readonly caller: BedrockCaller;
      readonly region: string;
      /** What has to be allowed whatever the call is. */
      readonly actions: readonly string[];
    }
  | { readonly refusal: WireResponse };

/** By a bearer token, or else by a signature. */
function authenticate(context: Context, call: Call): Authenticated {
  const bearer = checkApiKey(context, call);
  if (bearer?.status === "refused") return { refusal: bearerRefusal(context, call, bearer.body) };
  if (bearer !== undefined) {
    const { key, region } = bearer;
    return { caller: callerWithApiKey(context, key), region, actions: [bearerAction] };
  }
  const verified = verifyRoleCredentials(context, call, "bedrock", context.bedrockRegions);
  if (verified.status === "refused")
    return { refusal: bedrockError(context, call, signatureErrors[verified.problem], verified.message) };
  return { caller: callerWithRole(verified.owner), region: verified.region, actions: [] };
}

function denialOf(
  { arn, policy }: BedrockCaller,
  actions: readonly string[],
  resources: readonly string[],
): string | undefined {
  for (const action of actions) {
    for (const resource of resources) {
      const decision = evaluatePolicy(policy, action, resource);
      if (decision === "allowed") continue;
      const because =
        decision === "explicitly-denied"
          ? "with an explicit deny in an identity-based policy"
          : `because no identity-based policy allows the ${action} action`;
      return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
    }
  }
  return undefined;
}

/**
 * Whether a configuration's credential works, where that can be told outside a session. The other modes' credentials exist only
 * in one, so their answer is neutral and no problem.
 */
import type { ConnectionTest } from "../../shared/configuration-schema.ts";
import type { Fetch } from "../shell/fetch-request-handler.ts";
import { askBedrock } from "./ask-bedrock.ts";
import type { ExaminedPolicy } from "./examine-draft.ts";

export interface ConnectionServices {
  readonly fetch: Fetch;
  /** A stand-in for Bedrock, where the app has one. */
  readonly standIn: string | undefined;
}

/** @param signal aborts with its own reason. */
export async function testConnection(
  { decision, problems }: Pick<ExaminedPolicy, "decision" | "problems">,
  { fetch, standIn }: ConnectionServices,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const { mode } = decision;
  switch (mode) {
    case "aws-sso":
    case "profile":
    case "credential-helper":
      return { status: "not-verifiable", mode };
    case "none":
    case "config-error":
    case "unknown":
    case "inactive":
      return { status: "not-configured", mode, reason: decision.reason };
    case "bearer-token": {
      const { bearerToken: token, bedrock } = decision;
      const [model] = bedrock.models;
      const [problem] = problems;
      if (problem !== undefined) return { status: "not-configured", mode, reason: problem.message };
      if (model === undefined) {
        const reason = "The model list is empty, and the test asks its first model.";
        return { status: "not-configured", mode, reason };
      }
      const endpoint = standIn === undefined ? bedrock.endpoint : new URL(standIn);
      return askBedrock(
        { endpoint, token, modelId: model.id, serviceTier: bedrock.serviceTier },
        fetch,
        signal,
      );
    }
  }
}

/** Model ids, inference profiles and the ARNs a policy is asked about. */

import type { SeedModel } from "../seed/seed.ts";
import type { BedrockCaller } from "./caller.ts";

export interface ResolvedModel {
  readonly model: SeedModel;
  /** Every resource that the policy has to allow: a cross-region profile needs its model as well. */
  readonly resources: readonly string[];
}

const profilePrefix = /^(?:us|us-gov|eu|apac|ap|jp|au|ca|sa|me|global)\./;

/** The seeded model that a request names by id or by ARN; undefined when there is none. */
export function resolveModel(
  models: readonly SeedModel[],
  modelId: string,
  region: string,
  caller: BedrockCaller,
): ResolvedModel | undefined {
  for (const model of models) {
    const resources = resourcesOf(model.modelId, region, caller);
    if (model.modelId === modelId || resources[0] === modelId) return { model, resources };
  }
  return undefined;
}

function resourcesOf(
  modelId: string,
  region: string,
  { partition, accountId }: BedrockCaller,
): readonly string[] {
  if (modelId.startsWith("arn:")) return [modelId];
  const foundationModel = `arn:${partition}:bedrock:${region}::foundation-model/${modelId.replace(profilePrefix, "")}`;
  if (!profilePrefix.test(modelId)) return [foundationModel];
  return [`arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${modelId}`, foundationModel];
}

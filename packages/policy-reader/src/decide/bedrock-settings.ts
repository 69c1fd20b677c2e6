/** Where requests go. Every mode needs it, so a broken connection comes before any credential. */
import { bedrockRuntimeEndpoint } from "@latchkey/aws-partitions";
import { diagnose, error } from "../diagnostic.ts";
import { modelsOf, textOf } from "../effective-entries.ts";
import type { PolicyDiagnostic } from "../policy-types.ts";
import type { BedrockSettings } from "./decision-types.ts";
import { inputOf, problemsOf, type Inputs } from "./inputs.ts";

const REGION = "inferenceBedrockRegion";
const BASE_URL = "inferenceBedrockBaseUrl";

export type BedrockResult =
  | { readonly status: "ready"; readonly bedrock: BedrockSettings }
  | { readonly status: "broken"; readonly problems: readonly PolicyDiagnostic[] };

/** A broken base URL is not ignored: traffic meant for a private endpoint must not go to the public one. */
export function bedrockOf(inputs: Inputs): BedrockResult {
  const { entries } = inputs;
  const region = inputOf(entries, REGION, textOf);
  const base = inputOf(entries, BASE_URL, textOf);
  if (region.state !== "valid" || base.state === "bad") {
    const missing = diagnose(
      error("required-key-missing", "required for Bedrock, and not set", REGION),
      inputs.source,
    );
    const problems = problemsOf(inputs, [REGION, BASE_URL]);
    return { status: "broken", problems: region.state === "unset" ? [missing, ...problems] : problems };
  }
  const tier = textOf(entries, "inferenceBedrockServiceTier");
  return {
    status: "ready",
    bedrock: {
      region: region.value,
      endpoint: base.state === "valid" ? new URL(base.value) : bedrockRuntimeEndpoint(region.value),
      ...(base.state === "valid" ? { baseUrl: new URL(base.value) } : {}),
      ...(tier === "flex" || tier === "priority" ? { serviceTier: tier } : {}),
      models: modelsOf(entries),
    },
  };
}

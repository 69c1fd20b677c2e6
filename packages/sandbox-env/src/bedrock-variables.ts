/** How a sandboxed program learns which model to call, and where. */
import { SandboxEnvError } from "./sandbox-env-error.ts";

/** The connection settings of a policy; each becomes a variable only when it is given. */
export interface BedrockVariables {
  /** An origin in place of the region's public endpoint: `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, which every AWS SDK reads. */
  readonly baseUrl?: URL;
  /** `LATCHKEY_MODEL_ID`; AWS has no variable for it. */
  readonly modelId?: string;
  /** `LATCHKEY_SERVICE_TIER`; AWS has no variable for it. */
  readonly serviceTier?: string;
}

/** @throws {SandboxEnvError} `SANDBOX_ENV_INVALID_VALUE` when the base URL is more than an http(s) origin. */
export function bedrockVariables(bedrock: BedrockVariables = {}): Record<string, string> {
  const { baseUrl, modelId, serviceTier } = bedrock;
  return {
    ...(baseUrl === undefined ? {} : { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: originOf(baseUrl) }),
    ...(modelId === undefined ? {} : { LATCHKEY_MODEL_ID: modelId }),
    ...(serviceTier === undefined ? {} : { LATCHKEY_SERVICE_TIER: serviceTier }),
  };
}

function originOf(url: URL): string {
  const isOrigin = ["https:", "http:"].includes(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new SandboxEnvError(
    "SANDBOX_ENV_INVALID_VALUE",
    "bedrock.baseUrl: expected an http(s) origin without user, path, query or fragment",
  );
}

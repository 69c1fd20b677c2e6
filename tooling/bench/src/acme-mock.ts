/** A mock whose world is that of the example policy. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter, SeedSettings } from "@latchkey/mock-identity-center";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Policy {
  readonly inferenceBedrockRegion: string;
  readonly inferenceBedrockSsoStartUrl: string;
  readonly inferenceBedrockSsoRegion: string;
  readonly inferenceBedrockSsoAccountId: string;
  readonly inferenceBedrockSsoRoleName: string;
  readonly inferenceModels: readonly string[];
}

/** The path of the policy. */
export const acmePolicy: string = fileURLToPath(
  new URL("../../../examples/policies/acme.json", import.meta.url),
);

export function startAcmeMock(settings: SeedSettings = {}): Promise<MockIdentityCenter> {
  const policy = JSON.parse(readFileSync(acmePolicy, "utf8")) as Policy;
  const seed = buildSeed({
    startUrl: policy.inferenceBedrockSsoStartUrl,
    region: policy.inferenceBedrockSsoRegion,
    accountId: policy.inferenceBedrockSsoAccountId,
    roleName: policy.inferenceBedrockSsoRoleName,
    bedrockModels: policy.inferenceModels,
    bedrockRegion: policy.inferenceBedrockRegion,
  });
  return startMockIdentityCenter({ seed: { ...seed, settings: { ...seed.settings, ...settings } } });
}

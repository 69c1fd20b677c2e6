/**
 * The seed of a mock that was given none, and seeds for given policy values.
 *
 * The passwords are published test data: they open nothing but this mock.
 */

import type { Seed, SeedPolicy } from "./seed.ts";

/** What a permission set for Bedrock inference allows. */
export const bedrockInferencePolicy: SeedPolicy = {
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
    Resource: [
      "arn:*:bedrock:*::foundation-model/*",
      "arn:*:bedrock:*:*:inference-profile/*",
      "arn:*:bedrock:*:*:application-inference-profile/*",
    ],
  },
};

export const defaultSeed: Seed = {
  instances: [
    {
      startUrl: "https://acme.awsapps.com/start",
      region: "us-east-1",
      identityStoreId: "d-9067abcdef",
      users: [
        { userName: "ada.lovelace", password: "engine-1843", displayName: "Ada Lovelace" },
        { userName: "grace.hopper", password: "compiler-1952", displayName: "Grace Hopper" },
        { userName: "alan.turing", password: "machine-1936", displayName: "Alan Turing" },
        {
          userName: "charles.babbage",
          password: "difference-1822",
          displayName: "Charles Babbage",
          enabled: false,
        },
      ],
      groups: [{ name: "Bedrock users", members: ["ada.lovelace", "charles.babbage"] }],
      accounts: [
        { accountId: "111122223333", name: "Acme Bedrock", email: "bedrock@acme.example" },
        { accountId: "444455556666", name: "Acme Sandbox", email: "sandbox@acme.example" },
      ],
      permissionSets: [
        { name: "BedrockInference", sessionDurationSeconds: 28_800, inlinePolicy: bedrockInferencePolicy },
        // Without a policy Bedrock answers AccessDeniedException.
        { name: "ReadOnly", sessionDurationSeconds: 3600 },
      ],
      assignments: [
        { accountId: "111122223333", permissionSet: "BedrockInference", groupName: "Bedrock users" },
        { accountId: "111122223333", permissionSet: "BedrockInference", userName: "grace.hopper" },
        { accountId: "111122223333", permissionSet: "ReadOnly", userName: "grace.hopper" },
        { accountId: "444455556666", permissionSet: "ReadOnly", groupName: "Bedrock users" },
      ],
    },
    {
      startUrl: "https://acme-europe.awsapps.com/start",
      region: "eu-central-1",
      identityStoreId: "d-99670fedcb",
      users: [{ userName: "emmy.noether", password: "invariant-1918", displayName: "Emmy Noether" }],
      groups: [{ name: "Bedrock users", members: ["emmy.noether"] }],
      accounts: [{ accountId: "777788889999", name: "Acme Europe", email: "europe@acme.example" }],
      permissionSets: [
        { name: "BedrockAllDay", sessionDurationSeconds: 43_200, inlinePolicy: bedrockInferencePolicy },
      ],
      assignments: [
        { accountId: "777788889999", permissionSet: "BedrockAllDay", groupName: "Bedrock users" },
      ],
    },
  ],
  models: [
    { modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0", name: "Claude Sonnet 4 (mock)" },
    { modelId: "eu.anthropic.claude-sonnet-4-20250514-v1:0", name: "Claude Sonnet 4 (mock)" },
    { modelId: "anthropic.claude-3-haiku-20240307-v1:0", name: "Claude 3 Haiku (mock)" },
  ],
  settings: { bedrockRegions: ["us-east-1", "us-west-2", "eu-central-1"] },
};

/** The values of a policy, and who may sign in under it. */
export interface SeedInput {
  readonly startUrl: string;
  /** Home region of Identity Center. */
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  /** Model ids, inference-profile ids or ARNs. */
  readonly bedrockModels: readonly string[];
  /** Region of Bedrock, when it is not the home region. */
  readonly bedrockRegion?: string | undefined;
  /** `ada.lovelace` by default. */
  readonly userName?: string | undefined;
  /** {@link defaultPassword} by default. */
  readonly password?: string | undefined;
}

/** The password of every user that {@link buildSeed} makes without one. Test data. */
export const defaultPassword = "engine-1843";

/** A seed with one instance, one account, one permission set and one user in an assigned group. */
export function buildSeed(input: SeedInput): Seed {
  const userName = input.userName ?? "ada.lovelace";
  return {
    instances: [
      {
        startUrl: input.startUrl,
        region: input.region,
        users: [{ userName, password: input.password ?? defaultPassword }],
        groups: [{ name: "Bedrock users", members: [userName] }],
        accounts: [{ accountId: input.accountId, name: "Bedrock", email: "bedrock@acme.example" }],
        permissionSets: [
          { name: input.roleName, sessionDurationSeconds: 28_800, inlinePolicy: bedrockInferencePolicy },
        ],
        assignments: [
          { accountId: input.accountId, permissionSet: input.roleName, groupName: "Bedrock users" },
        ],
      },
    ],
    models: [...new Set(input.bedrockModels)].map((modelId) => ({ modelId })),
    settings: { bedrockRegions: [...new Set([input.region, input.bedrockRegion ?? input.region])] },
  };
}

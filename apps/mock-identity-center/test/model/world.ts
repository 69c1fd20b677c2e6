/** The world that the sequences play in: small, so that a few steps reach everything in it. */

import { bedrockInferencePolicy } from "../../src/index.ts";
import type { Seed, SeedAssignment } from "../../src/index.ts";

/** A whole second and then some: the mock rounds some instants down to seconds. */
export const startOfTime: number = Date.UTC(2026, 0, 15, 12, 0, 0, 250);

export const userNames = ["ada", "grace", "carol"] as const;
/** Who may not sign in at first. */
export const disabledAtFirst: readonly string[] = ["carol"];
export const members: readonly string[] = ["ada", "carol"];
export const accounts = ["111122223333", "444455556666"] as const;
export const roles = ["Inference", "Audit"] as const;

export const seconds = {
  session: 7200,
  accessToken: 3600,
  deviceCode: 600,
  interval: 5,
  registration: 7_776_000,
  /** Of the role credentials of each permission set. */
  role: { Inference: 3600, Audit: 43_200 },
} as const;

export const assignments: readonly SeedAssignment[] = [
  { accountId: "111122223333", permissionSet: "Inference", groupName: "team" },
  { accountId: "444455556666", permissionSet: "Audit", groupName: "team" },
  { accountId: "111122223333", permissionSet: "Inference", userName: "ada" },
  { accountId: "444455556666", permissionSet: "Inference", userName: "grace" },
];

export const modelId = "anthropic.claude-3-haiku-20240307-v1:0";
export const region = "us-east-1";
export const startUrl = "https://model.awsapps.com/start";

export const seed: Seed = {
  instances: [
    {
      startUrl,
      region,
      users: userNames.map((userName) => ({
        userName,
        password: "engine-1843",
        enabled: !disabledAtFirst.includes(userName),
      })),
      groups: [{ name: "team", members }],
      accounts: accounts.map((accountId) => ({ accountId, name: accountId })),
      permissionSets: [
        {
          name: "Inference",
          sessionDurationSeconds: seconds.role.Inference,
          inlinePolicy: bedrockInferencePolicy,
        },
        { name: "Audit", sessionDurationSeconds: seconds.role.Audit },
      ],
      assignments,
    },
  ],
  models: [{ modelId }],
  settings: {
    sessionDurationSeconds: seconds.session,
    accessTokenSeconds: seconds.accessToken,
    deviceCodeSeconds: seconds.deviceCode,
    pollIntervalSeconds: seconds.interval,
    registrationSeconds: seconds.registration,
  },
};

/** The zod schema of a seed. */

import { z } from "zod";
import type { Seed } from "./seed.ts";

/** A seed whose settings are complete. */
export type CheckedSeed = Omit<Seed, "settings"> & { readonly settings: Settings };

export interface Settings {
  readonly sessionDurationSeconds: number;
  readonly accessTokenSeconds: number;
  readonly deviceCodeSeconds: number;
  readonly pollIntervalSeconds: number;
  readonly registrationSeconds: number;
  readonly scopes: readonly string[];
  readonly pageSize: number;
  readonly lastPageToken: "null" | "empty" | "absent";
  readonly refreshTokenReuse: "refused" | "accepted";
  readonly errorTypeForm: "aws" | "varied";
  readonly bedrockRegions: readonly string[] | undefined;
}

const name = z.string().min(1).max(256);
const region = z.string().regex(/^[a-z]{2,5}(-[a-z]+){1,3}-\d{1,2}$/, "expected a region such as us-east-1");
const accountId = z.string().regex(/^\d{12}$/, "expected twelve digits");
const seconds = (least: number, most: number): z.ZodNumber => z.number().int().min(least).max(most);
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const startUrl = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:", "expected an https URL");

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
  })
  .refine(
    (s) => (s.Action === undefined) !== (s.NotAction === undefined),
    "expected one of Action and NotAction",
  )
  .refine(
    (s) => (s.Resource === undefined) !== (s.NotResource === undefined),
    "expected one of Resource and NotResource",
  );

const instance = z.strictObject({
  startUrl,
  region,
  identityStoreId: z
    .string()
    .regex(/^d-[0-9a-f]{10}$/, "expected d- and ten hexadecimal digits")
    .optional(),
  users: z.array(
    z.strictObject({
      userName: name,
      password: z.string().min(1).max(256),
      displayName: name.optional(),
      userId: name.optional(),
      enabled: z.boolean().optional(),
    }),
  ),
  groups: z.array(z.strictObject({ name, members: z.array(name) })).optional(),
  accounts: z.array(z.strictObject({ accountId, name, email: z.string().min(1).max(254).optional() })),
  permissionSets: z.array(
    z.strictObject({
      name: z.string().regex(/^[\w+=,.@-]{1,32}$/, "expected 1 to 32 letters, digits or + = , . @ - _"),
      sessionDurationSeconds: seconds(3600, 43_200).optional(),
      inlinePolicy: z
        .strictObject({
          Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
          Statement: z.union([statement, z.array(statement).min(1)]),
        })
        .optional(),
    }),
  ),
  assignments: z.array(
    z
      .strictObject({
        accountId,
        permissionSet: name,
        userName: name.optional(),
        groupName: name.optional(),
      })
      .refine(
        (a) => (a.userName === undefined) !== (a.groupName === undefined),
        "expected one of userName and groupName",
      ),
  ),
});

const settings = z.strictObject({
  sessionDurationSeconds: seconds(900, 7_776_000).default(28_800),
  accessTokenSeconds: seconds(60, 86_400).default(3600),
  deviceCodeSeconds: seconds(1, 900).default(600),
  pollIntervalSeconds: seconds(1, 600).default(1),
  registrationSeconds: seconds(60, 31_536_000).default(7_776_000),
  scopes: z
    .array(name)
    .default(["sso:account:access", "sso-portal:*", "codewhisperer:completions", "codewhisperer:analysis"]),
  pageSize: seconds(1, 100).default(20),
  lastPageToken: z.enum(["null", "empty", "absent"]).default("null"),
  refreshTokenReuse: z.enum(["refused", "accepted"]).default("refused"),
  errorTypeForm: z.enum(["aws", "varied"]).default("aws"),
  bedrockRegions: z
    .array(region)
    .min(1)
    .optional()
    .transform((regions) => regions),
});

export const seedSchema: z.ZodType<CheckedSeed> = z.strictObject({
  $schema: z.string().optional(),
  instances: z.array(instance).min(1),
  models: z.array(z.strictObject({ modelId: z.string().min(1).max(2048), name: name.optional() })),
  settings: settings.prefault({}),
});

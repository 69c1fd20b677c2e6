/** The zod schema of a seed. */

import { z } from "zod";
import type {
  Seed,
  SeedAccount,
  SeedAssignment,
  SeedBedrockApiKey,
  SeedGroup,
  SeedInstance,
  SeedPermissionSet,
  SeedPolicy,
  SeedStatement,
  SeedUser,
} from "./seed.ts";
import { instanceSettingsSchema, regionSchema, seconds, settingsSchema } from "./settings.ts";
import type { InstanceSettings, Settings } from "./settings.ts";

/** A seed whose settings are complete. */
export interface CheckedSeed extends Seed {
  readonly instances: readonly [CheckedInstance, ...CheckedInstance[]];
  readonly settings: Settings;
}

export interface CheckedInstance extends SeedInstance {
  readonly settings: InstanceSettings;
}

const name = z.string().min(1).max(256);
const accountId = z
  .string()
  .regex(/^\d{12}$/, "expected twelve digits")
  .describe("Twelve digits, in quotes: a number would lose its leading zeros");
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const startUrl = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:", "expected an https URL")
  .describe("https, and AWS-shaped for newer AWS CLIs; an opaque name to the mock");

/** One statement of an inline policy. */
export const statementSchema: z.ZodType<SeedStatement> = z
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

/** An inline policy. */
export const policySchema: z.ZodType<SeedPolicy> = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Statement: z.union([statementSchema, z.array(statementSchema).min(1)]),
});

export const userSchema: z.ZodType<SeedUser> = z.strictObject({
  userName: name,
  password: z.string().min(1).max(256).describe("Test data, never a real password"),
  displayName: name.optional(),
  userId: name.optional(),
  enabled: z.boolean().optional(),
});

export const groupSchema: z.ZodType<SeedGroup> = z.strictObject({ name, members: z.array(name) });

export const accountSchema: z.ZodType<SeedAccount> = z.strictObject({
  accountId,
  name,
  email: z.string().min(1).max(254).optional(),
});

export const permissionSetSchema: z.ZodType<SeedPermissionSet> = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,32}$/, "expected 1 to 32 letters, digits or + = , . @ - _"),
  sessionDurationSeconds: seconds(3600, 43_200)
    .describe("Life of role credentials; 3600 by default")
    .optional(),
  inlinePolicy: policySchema
    .describe("Decides what Bedrock allows; without one nothing is allowed")
    .optional(),
});

export const assignmentSchema: z.ZodType<SeedAssignment> = z
  .strictObject({
    accountId,
    permissionSet: name,
    userName: name.optional(),
    groupName: name.optional(),
  })
  .refine(
    (a) => (a.userName === undefined) !== (a.groupName === undefined),
    "expected one of userName and groupName",
  );

export const instanceSchema: z.ZodType<SeedInstance> = z.strictObject({
  startUrl,
  region: regionSchema,
  identityStoreId: z
    .string()
    .regex(/^d-[0-9a-f]{10}$/, "expected d- and ten hexadecimal digits")
    .describe("Made of the start URL by default")
    .optional(),
  identityProvider: z.strictObject({ kind: z.literal("saml-stand-in"), name }).optional(),
  users: z.array(userSchema),
  groups: z.array(groupSchema).optional(),
  accounts: z.array(accountSchema),
  permissionSets: z.array(permissionSetSchema),
  assignments: z.array(assignmentSchema),
  settings: instanceSettingsSchema.optional(),
});

const bedrockApiKeySchema: z.ZodType<SeedBedrockApiKey> = z.strictObject({
  apiKey: z
    .string()
    .regex(/^[!-~]{1,8192}$/, "expected visible ASCII characters")
    .describe("A bearer token; test data, never a real key"),
  accountId,
  userName: name,
  expiresAt: z.iso.datetime({ offset: true }).describe("Never by default").optional(),
  inlinePolicy: policySchema
    .describe("Must allow bedrock:CallWithBearerToken as well as the call; without one nothing is allowed")
    .optional(),
});

export const seedSchema: z.ZodType<Seed> = z.strictObject({
  $schema: z.string().optional(),
  instances: z.array(instanceSchema).min(1),
  models: z.array(z.strictObject({ modelId: z.string().min(1).max(2048), name: name.optional() })),
  bedrockApiKeys: z.array(bedrockApiKeySchema).optional(),
  settings: settingsSchema.optional(),
});

/** Settings of a seed: their schema, their defaults, and which instance they hold for. */

import { z } from "zod";
import { longestJwe, shortestJwe } from "../state/jwe-shape.ts";
import type { SeedInstanceSettings, SeedSettings } from "./seed.ts";

/** Complete settings of one instance. */
export type InstanceSettings = Complete<SeedInstanceSettings>;

/** Complete settings of the mock; those an instance may have of its own are the defaults of all instances. */
export type Settings = Complete<Omit<SeedSettings, "bedrockRegions">> & {
  readonly bedrockRegions: readonly string[] | undefined;
};

type Complete<T> = { readonly [Name in keyof T]-?: Exclude<T[Name], undefined> };

const defaultInstanceSettings: InstanceSettings = {
  sessionDurationSeconds: 28_800,
  accessTokenSeconds: 3600,
  deviceCodeSeconds: 600,
  pollIntervalSeconds: 1,
  pageSize: 20,
  lastPageToken: "null",
  emptyPages: "none",
  portalRequestsPerSecond: 0,
  deviceStartsPerSecond: 0,
  unassignedRole: "forbidden",
  authorizationCodeSeconds: 60,
  authorizationCodeReuse: "revokes",
  refreshTokenReuse: "refused",
  refreshTokenRotation: "rotated",
  redeemedDeviceCode: "invalid_grant",
  expiredRegistrationStart: "refused",
  accessTokenForm: "opaque",
  jweLength: 2048,
  errorDescription: "ours",
  verificationUri: "mock",
  chinaDeviceSuffix: "amazonaws.com.cn",
};

const defaultSettings: Settings = {
  ...defaultInstanceSettings,
  registrationSeconds: 7_776_000,
  registrationsPerSecond: 0,
  scopes: ["sso:account:access", "sso-portal:*", "codewhisperer:completions", "codewhisperer:analysis"],
  errorTypeForm: "aws",
  bedrockRegions: undefined,
};

export const seconds = (least: number, most: number): z.ZodNumber => z.number().int().min(least).max(most);
const rate = z.number().int().min(0).max(1_000_000);

export const regionSchema: z.ZodString = z
  .string()
  .regex(/^[a-z]{2,5}(-[a-z]+){1,3}-\d{1,2}$/, "expected a region such as us-east-1");

const instanceMembers = {
  sessionDurationSeconds: seconds(900, 7_776_000).optional(),
  accessTokenSeconds: seconds(60, 86_400).optional(),
  deviceCodeSeconds: seconds(1, 900).optional(),
  pollIntervalSeconds: seconds(1, 600).optional(),
  pageSize: seconds(1, 100).optional(),
  lastPageToken: z.enum(["null", "empty", "absent"]).optional(),
  emptyPages: z.enum(["none", "interleaved"]).optional(),
  portalRequestsPerSecond: rate.optional(),
  deviceStartsPerSecond: rate.optional(),
  unassignedRole: z.enum(["forbidden", "not-found"]).optional(),
  authorizationCodeSeconds: seconds(1, 600).optional(),
  authorizationCodeReuse: z.enum(["revokes", "refused"]).optional(),
  refreshTokenReuse: z.enum(["refused", "accepted"]).optional(),
  refreshTokenRotation: z.enum(["rotated", "kept"]).optional(),
  redeemedDeviceCode: z.enum(["invalid_grant", "expired_token"]).optional(),
  expiredRegistrationStart: z.enum(["refused", "accepted"]).optional(),
  accessTokenForm: z.enum(["opaque", "jwe"]).optional(),
  jweLength: z.number().int().min(shortestJwe).max(longestJwe).optional(),
  errorDescription: z.enum(["ours", "absent", "null"]).optional(),
  verificationUri: z.enum(["mock", "device.sso", "portal-fragment", "regional-portal"]).optional(),
  chinaDeviceSuffix: z.enum(["amazonaws.com.cn", "amazonaws.com"]).optional(),
};

/** What values a setting of an instance takes: enough to make a form of it. */
export type SettingRule = { readonly name: keyof SeedInstanceSettings } & Rule;

type Rule =
  | { readonly kind: "number"; readonly least: number; readonly most: number }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "switch" };

/** Every setting that an instance may have of its own. */
export const instanceSettingRules: readonly SettingRule[] = Object.entries(instanceMembers).map(
  ([name, schema]) => ({ name: name as keyof SeedInstanceSettings, ...ruleOf(schema.unwrap()) }),
);

export const instanceSettingsSchema: z.ZodType<SeedInstanceSettings> = z.strictObject(instanceMembers);

export const settingsSchema: z.ZodType<SeedSettings> = z.strictObject({
  ...instanceMembers,
  registrationSeconds: seconds(60, 31_536_000).optional(),
  registrationsPerSecond: rate.optional(),
  scopes: z.array(z.string().min(1).max(256)).optional(),
  errorTypeForm: z.enum(["aws", "varied"]).optional(),
  bedrockRegions: z.array(regionSchema).min(1).optional(),
});

export function completeSettings(given: SeedSettings = {}): Settings {
  return { ...defaultSettings, ...definedMembers(given) };
}

/** @param shared the document's settings, which the instance's own go before. */
export function completeInstanceSettings(
  shared: Settings,
  given: SeedInstanceSettings = {},
): InstanceSettings {
  const names = Object.keys(defaultInstanceSettings);
  const inherited = Object.fromEntries(Object.entries(shared).filter(([name]) => names.includes(name)));
  return { ...defaultInstanceSettings, ...inherited, ...definedMembers(given) };
}

function ruleOf(schema: z.ZodType): Rule {
  if (schema instanceof z.ZodNumber)
    return { kind: "number", least: schema.minValue ?? 0, most: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (schema instanceof z.ZodEnum) return { kind: "choice", options: schema.options.map(String) };
  if (schema instanceof z.ZodBoolean) return { kind: "switch" };
  throw new Error("A setting of an instance is a number, an enumeration or a boolean");
}

function definedMembers<T extends object>(given: T): Complete<T> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as unknown as Complete<T>;
}

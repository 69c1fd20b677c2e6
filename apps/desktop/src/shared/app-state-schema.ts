/** What a window shows, whole: one snapshot is pushed at every change, so a window that reloads has missed nothing. */
import { z } from "zod";
import { sessionViewSchema } from "./session-schema.ts";
import { keychainState, signInStateSchema } from "./sign-in-schema.ts";

/** What the policy's Identity Center configuration says, for texts. */
const configured = {
  /** For example `d-1234567890.awsapps.com`. */
  startUrlHost: z.string(),
  region: z.string(),
  accountId: z.string(),
  roleName: z.string(),
};

const screenSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("starting") }),
  z.strictObject({ name: z.literal("sign-in"), ...configured, signIn: signInStateSchema }),
  z.strictObject({
    name: z.literal("cowork"),
    ...configured,
    /** Absent when the sign-in renews itself: then it lasts as long as the Identity Center session, which nobody tells. */
    signedInUntil: z.date().optional(),
    work: sessionViewSchema,
  }),
  z.strictObject({
    name: z.literal("other-credential"),
    mode: z.enum(["bearer-token", "profile", "credential-helper"]),
    work: sessionViewSchema,
  }),
  z.strictObject({ name: z.literal("not-configured"), mode: z.enum(["none", "inactive"]) }),
  z.strictObject({ name: z.literal("configuration-problem"), mode: z.enum(["config-error", "unknown"]) }),
  /** There may be a sign-in, but the keychain cannot be asked; `message` says what to do. */
  z.strictObject({ name: z.literal("keychain-problem"), state: keychainState, message: z.string() }),
  /** The app could not start up; the log has the reason. */
  z.strictObject({ name: z.literal("start-failed") }),
]);

/** The policy on the device differs from the one in force; it counts from the next launch on. */
const policyChangeSchema = z.strictObject({
  /** Names of the keys that differ, never their values. */
  keys: z.array(z.string()),
  message: z.string(),
});

export const appStateSchema = z.strictObject({
  screen: screenSchema,
  policyChange: policyChangeSchema.optional(),
});

export type ScreenView = z.infer<typeof screenSchema>;
export type PolicyChangeView = z.infer<typeof policyChangeSchema>;
export type AppState = z.infer<typeof appStateSchema>;

/** What signing out on this device does not end: see `StillValid` of the core. */
export const signedOutSchema = z.strictObject({
  portalSession: z.enum(["ended", "may-go-on", "none"]),
  accessTokenUntil: z.date().optional(),
  roleCredentialsUntil: z.date().optional(),
});

export type SignedOut = z.infer<typeof signedOutSchema>;

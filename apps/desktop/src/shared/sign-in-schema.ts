/** The states of a sign-in as they cross to a window: the core's `SignInState`, and no field for a secret anywhere. */
import { z } from "zod";

const codeToConfirm = {
  userCode: z.string(),
  verificationUri: z.string(),
  verificationHost: z.string(),
  expiresAt: z.date(),
};

const signedInFor = { accountId: z.string(), roleName: z.string() };

const keychainState = z.enum(["ready", "locked", "unavailable", "frozen", "denied", "weak-backend"]);

const requestId = z.string().optional();

/** Nothing runs; the person may begin. */
const offer = [
  z.strictObject({
    state: z.literal("idle"),
    reason: z.enum(["first-use", "configuration-changed", "unreadable"]),
  }),
  z.strictObject({ state: z.literal("session-expired") }),
] as const;

const progress = [
  z.strictObject({ state: z.literal("starting"), region: z.string() }),
  z.strictObject({
    state: z.enum(["code", "waiting", "slow", "browser-failed", "offline"]),
    ...codeToConfirm,
  }),
  z.strictObject({ state: z.literal("server-error"), attempts: z.number(), ...codeToConfirm }),
] as const;

const end = [
  z.strictObject({
    state: z.literal("success"),
    assignment: z.enum(["confirmed", "unchecked"]),
    ...signedInFor,
  }),
  z.strictObject({
    state: z.literal("keychain"),
    keychain: keychainState.optional(),
    message: z.string(),
    ...signedInFor,
  }),
  z.strictObject({ state: z.literal("wrong-account"), ...signedInFor }),
  z.strictObject({
    state: z.literal("expired"),
    reason: z.enum(["time", "code-rejected", "registration-ended"]),
    minutes: z.number(),
  }),
  z.strictObject({ state: z.literal("denied") }),
  z.strictObject({
    state: z.literal("blocked"),
    reason: z.string().optional(),
    reference: z.string().optional(),
  }),
  z.strictObject({ state: z.literal("config-error"), reason: z.literal("start-url-refused"), requestId }),
  z.strictObject({
    state: z.literal("config-error"),
    reason: z.enum(["address-refused", "configuration-changed"]),
  }),
  z.strictObject({ state: z.literal("server-error"), attempts: z.number(), message: z.string(), requestId }),
  z.strictObject({
    state: z.literal("clock-skew"),
    minutes: z.number(),
    direction: z.enum(["ahead", "behind"]),
  }),
  z.strictObject({ state: z.literal("cancelled") }),
] as const;

export const signInStateSchema = z.union([...offer, ...progress, ...end]);

export type SignInStateView = z.infer<typeof signInStateSchema>;

export { keychainState };

/** The session and its conversation as they cross to a window: codes and instants, and the person's own words. */
import { z } from "zod";

/** Why a session did not start. `detail` is the core's own sentence, in English. */
const startFailure = z.strictObject({
  code: z.enum([
    "not-assigned",
    "unavailable",
    "clock-skew",
    "expired",
    "no-model",
    "sandbox-unavailable",
    "credentials-unavailable",
    "keychain-problem",
    "failed",
  ]),
  minutes: z.number().optional(),
  direction: z.enum(["ahead", "behind"]).optional(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
});

export const sessionStateSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("idle") }),
  z.strictObject({ state: z.literal("starting"), step: z.enum(["credentials", "sandbox", "program"]) }),
  z.strictObject({
    state: z.literal("running"),
    /** By this machine's clock; absent when nobody knows. */
    until: z.date().optional(),
    /** Fewer than 15 minutes remain. */
    endsSoon: z.boolean(),
    isAnswering: z.boolean(),
    /** Sessions last this long, which is too short for a working day; for the administrator. */
    shortLivedMinutes: z.number().optional(),
  }),
  z.strictObject({ state: z.literal("not-started"), failure: startFailure }),
  z.strictObject({
    state: z.literal("ended"),
    reason: z.enum(["by-user", "expired", "refused", "program-ended", "signed-out", "app-quit"]),
    /** The credential helper's token can be had anew; a bearer token cannot. */
    isRenewable: z.boolean(),
    requestId: z.string().optional(),
  }),
]);

/** Why an answer is none, or not whole. */
const answerFailure = z.strictObject({
  code: z.enum(["access-denied", "throttled", "unreachable", "model-error", "bad-command", "session-ended"]),
  /** With `access-denied`: the IAM action, and the model. */
  action: z.string().optional(),
  modelId: z.string().optional(),
  requestId: z.string().optional(),
});

const turnSchema = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("person"), text: z.string() }),
  z.strictObject({
    from: z.literal("model"),
    text: z.string(),
    /** `waiting`: nothing of it has come yet, also while the session starts. */
    status: z.enum(["waiting", "streaming", "answered", "stopped", "failed"]),
    /** Absent with `failed` when no session started, or nobody knows why: then the session's state says more, if anything. */
    failure: answerFailure.optional(),
  }),
]);

const modelChoiceSchema = z.strictObject({ id: z.string(), label: z.string() });

export const sessionViewSchema = z.strictObject({
  session: sessionStateSchema,
  /** Person and model take turns; whole, so that a window that reloads has missed nothing. */
  turns: z.array(turnSchema),
  /** Of the policy, the default first; may be empty in modes without sign-in. */
  models: z.array(modelChoiceSchema),
  /** The model that the session was started with. */
  modelId: z.string().optional(),
});

/** More of the answer that streams; added to the turn with this index in `turns`. */
export const answerTextSchema = z.strictObject({
  turn: z.int().nonnegative(),
  /** Characters that the turn had before; a window that has another number asks for the state. */
  at: z.int().nonnegative(),
  text: z.string(),
});

export const promptSchema = z.strictObject({
  text: z.string().trim().min(1).max(100_000),
  /** Counts when the prompt starts a session. */
  modelId: z.string().max(2048).optional(),
});

export type SessionView = z.infer<typeof sessionViewSchema>;
export type SessionStateView = z.infer<typeof sessionStateSchema>;
export type StartFailureView = z.infer<typeof startFailure>;
export type AnswerFailureView = z.infer<typeof answerFailure>;
export type TurnView = z.infer<typeof turnSchema>;
export type AnswerText = z.infer<typeof answerTextSchema>;
export type Prompt = z.infer<typeof promptSchema>;

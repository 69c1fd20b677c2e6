/**
 * What the app and the sandboxed worker say to each other: one JSON object per line, over the worker's
 * standard input and output. Credentials are not part of it: the worker finds them in its environment.
 *
 * `start` is answered by `ready`; each `prompt` by any number of `delta` and then exactly one of `answered`,
 * `cancelled` and `failed`, in the order of the prompts. A `cancel` that comes after its answer ended does nothing.
 */
import { z } from "zod";

/** The first line the worker gets: which model to call, and where. */
export const startCommandSchema = z.strictObject({
  type: z.literal("start"),
  modelId: z.string().min(1),
  /** Bedrock's address when it is not the region's own. */
  endpoint: z.url().optional(),
  serviceTier: z.enum(["flex", "priority"]).optional(),
});

export const promptCommandSchema = z.strictObject({ type: z.literal("prompt"), text: z.string().min(1) });

/** Ends the current answer; what the person has seen of it stays in the conversation. */
export const cancelCommandSchema = z.strictObject({ type: z.literal("cancel") });

export const workerCommandSchema = z.discriminatedUnion("type", [
  startCommandSchema,
  promptCommandSchema,
  cancelCommandSchema,
]);

/** Why an answer failed, as a person's next step differs. */
export const workerErrorCodeSchema = z.enum([
  "credentials-expired",
  "access-denied",
  "throttled",
  "unreachable",
  "model-error",
  "bad-command",
]);

export const workerEventSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("delta"), text: z.string() }),
  z.strictObject({
    type: z.literal("answered"),
    stopReason: z.string(),
    inputTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal("cancelled") }),
  z.strictObject({
    type: z.literal("failed"),
    code: workerErrorCodeSchema,
    errorName: z.string(),
    requestId: z.string().optional(),
    /** With `access-denied`: the IAM action that is not allowed, and the model it was for. */
    denied: z.strictObject({ action: z.string(), modelId: z.string() }).optional(),
  }),
]);

export type StartCommand = z.infer<typeof startCommandSchema>;
export type WorkerCommand = z.infer<typeof workerCommandSchema>;
export type WorkerEvent = z.infer<typeof workerEventSchema>;
export type WorkerErrorCode = z.infer<typeof workerErrorCodeSchema>;
export type DeniedAccess = NonNullable<Extract<WorkerEvent, { type: "failed" }>["denied"]>;

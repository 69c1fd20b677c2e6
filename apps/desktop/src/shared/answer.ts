/** How a call of a window is described and answered: the same for every window. */
import type { z } from "zod";

/** What a window may ask for, by channel. */
export type Invokes = Readonly<Record<string, { readonly in: z.ZodType; readonly out: z.ZodType }>>;

/**
 * `forbidden`: not the page of the window that the channel belongs to. `invalid-request`: an input that the contract does not
 * allow. `not-now`: the state has changed since the click; show the state that is pushed. `internal`: the log has the reason.
 */
export type FailureCode = "forbidden" | "invalid-request" | "not-now" | "internal";

/** Errors cross as data: never a message of the machine's, never a stack. */
export interface Failure {
  readonly code: FailureCode;
  readonly messageKey: `error.${FailureCode}`;
}

export type Answer<Value> =
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "failed"; readonly error: Failure };

type Input<Asked> = Record<string, never> extends Asked ? [] : [input: Asked];

/** A function of a bridge: takes its channel's input, unless that is empty. */
export type Call<Table extends Invokes, Channel extends keyof Table> = (
  ...input: Input<z.infer<Table[Channel]["in"]>>
) => Promise<Answer<z.infer<Table[Channel]["out"]>>>;

/** @returns a function that ends it. */
export type Listen<Value> = (listener: (pushed: Value) => void) => () => void;

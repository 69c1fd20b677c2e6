/** What the mock was asked: operation, outcome and who, never a value that could be secret. */

import type { FaultKind } from "../faults/fault.ts";
import type { Operation } from "./operation.ts";

export interface RequestLogEntry {
  /** Counted from 1 over the life of the mock, a reset included. */
  readonly number: number;
  /** When it arrived, by the mock's clock. */
  readonly time: Date;
  /** The AWS operation, `Page` for the sign-in pages, or `Unknown`. */
  readonly operation: Operation;
  readonly method: string;
  /** 0 when the connection was reset before an answer. */
  readonly status: number;
  /** The error type of a refusal. */
  readonly error: string | undefined;
  /** `clientId` of the registered client, when the request named one that exists. */
  readonly client: string | undefined;
  /** The user whose sign-in or credentials the request used. */
  readonly userName: string | undefined;
  readonly requestId: string;
  /** The fault that spoilt the answer. */
  readonly fault: FaultKind | undefined;
}

/** What the log keeps of a request; half the size of an entry, which is made when somebody reads it. */
export type LoggedRequest = Omit<RequestLogEntry, "number" | "time"> & { readonly at: number };

export function requestLogEntry({ at, ...told }: LoggedRequest, number: number): RequestLogEntry {
  return { number, time: new Date(at), ...told };
}

/** HTTP as the core sees it: plain objects, whatever carried them. */

import type { FaultKind } from "../faults/fault.ts";
import type { Operation } from "./operation.ts";

export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as sent: signatures cover the encoded form. */
  readonly target: string;
  /** Lower-case names; repeated headers joined with a comma; HTTP/2 pseudo headers keep their colon. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The peer's IP address; undefined when it is not known. */
  readonly remoteAddress?: string | undefined;
  /** Calls back when the connection is gone before an answer has been sent. */
  readonly whenGone?: ((callback: () => void) => void) | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A list is sent as that many writes: the frames of an event stream. */
  readonly body: string | Uint8Array | readonly Uint8Array[];
  /** How it leaves, when a fault spoils it; whole and at once otherwise. */
  readonly delivery?: Delivery | undefined;
}

export type Delivery =
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "reset" }
  | { readonly kind: "stall" }
  | { readonly kind: "truncate"; readonly bytes: number };

/** One request on its way through the core. */
export interface Call {
  readonly request: WireRequest;
  /** The target without its query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestId: string;
  /** What the request log will say; handlers fill in what they learn. Never a secret. */
  readonly note: CallNote;
}

export interface CallNote {
  operation: Operation;
  client?: string;
  userName?: string;
  error?: string;
  fault?: FaultKind;
}

export function jsonResponse(
  call: Call,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": call.requestId, ...headers },
    body: JSON.stringify(body),
  };
}

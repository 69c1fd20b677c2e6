/** Fault scripts: which requests are spoilt, how, and how often. */

import type { Operation } from "../core/operation.ts";

export type Fault = FaultMatcher & FaultEffect & FaultCount;

/** Every member given must fit; without any, all requests match. */
export interface FaultMatcher {
  readonly operation?: Operation | readonly Operation[] | undefined;
  /** A client id, or the name a client registered (or is about to register) with. OIDC and portal requests only. */
  readonly client?: string | undefined;
  /** The user whose approved device code, token or role credentials the request shows. */
  readonly userName?: string | undefined;
}

export interface FaultCount {
  /** The first request that is spoilt, counted from 1 among those that match since the fault was added; default 1. */
  readonly nth?: number | undefined;
  /** How many requests are spoilt from there on; default 1, `Infinity` for all. */
  readonly times?: number | undefined;
}

export type FaultEffect =
  /** A refusal in the operation's own form; `error` is an OAuth code ("slow_down") or an exception's name. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly error: string;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** The member `reason` of an OIDC error, such as "KMS_DisabledException". */
      readonly reason?: string | undefined;
    }
  /** The operation runs at once, its answer leaves `ms` milliseconds of wall-clock time later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The connection is reset (TCP RST) before an answer. */
  | { readonly kind: "reset"; readonly executed?: boolean | undefined }
  /** Headers and half of the body, then nothing until the client or the mock goes away. */
  | { readonly kind: "stall"; readonly executed?: boolean | undefined }
  /** The full content-length and the first `bytes` of the body, never all of it; then the end. */
  | { readonly kind: "truncate"; readonly bytes: number; readonly executed?: boolean | undefined }
  /** 200 with a body that is not what the operation answers; broken JSON by default. */
  | { readonly kind: "malformed"; readonly body?: string | undefined }
  /** A proxy's page. */
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "redirect"; readonly status: number; readonly location: string };

export const faultKinds = [
  "error",
  "delay",
  "reset",
  "stall",
  "truncate",
  "malformed",
  "html",
  "redirect",
] as const;
export type FaultKind = FaultEffect["kind"];

export interface AddedFault {
  /** Its name in {@link Faults.remove}. */
  readonly id: string;
  readonly fault: Fault;
  /** How many requests it has matched so far, whether or not it was the one that spoilt them. */
  readonly matched: number;
  /** How many requests it has spoilt so far. */
  readonly used: number;
  /** Takes it out; requests that it already holds up stay held up. */
  remove(): void;
}

export interface Faults {
  /**
   * Adds a fault behind those already there: of several that fit a request, the first added spoils it.
   *
   * @throws {MockIdentityCenterError} FAULT_INVALID
   */
  add(fault: Fault): AddedFault;
  /** In the order they were added, those that are used up included. */
  list(): readonly AddedFault[];
  /** Takes one out; @throws {MockIdentityCenterError} UNKNOWN_FAULT */
  remove(id: string): void;
  /** Takes out every fault. */
  clear(): void;
}

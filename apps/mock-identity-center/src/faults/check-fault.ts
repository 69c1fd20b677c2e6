/** Refuses faults that could never happen as they are written. */

import { operations } from "../core/operation.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Fault, FaultKind } from "./fault.ts";

/** The longest time a timer can wait. */
const longestDelayMs = 2_147_483_647;
const kinds: Readonly<Record<FaultKind, true>> = {
  error: true,
  delay: true,
  reset: true,
  stall: true,
  truncate: true,
  malformed: true,
  html: true,
  redirect: true,
};

/** @throws {MockIdentityCenterError} FAULT_INVALID, naming the member. */
export function checkFault(fault: Fault): void {
  const { nth = 1, times = 1 } = fault;
  const known: readonly string[] = operations;
  const names = [fault.operation ?? []].flat();
  demand(Object.hasOwn(kinds, fault.kind), `kind: expected one of ${Object.keys(kinds).join(", ")}`);
  demand(
    names.every((name) => known.includes(name)),
    `operation: expected names out of ${operations.join(", ")}`,
  );
  demand(isWhole(nth, 1), "nth: expected a whole number from 1");
  demand(times === Infinity || isWhole(times, 1), "times: expected a whole number from 1, or Infinity");
  checkEffect(fault);
}

function checkEffect(fault: Fault): void {
  switch (fault.kind) {
    case "error":
      demand(isWhole(fault.status, 400, 599), "status: expected 400 to 599");
      demand(
        /^[A-Za-z_]+$/.test(fault.error),
        "error: expected an OAuth error code or the name of an exception",
      );
      demand(/^\w{1,128}$/.test(fault.reason ?? "none"), "reason: expected the name of an exception");
      demand(areHeaders(fault.headers ?? {}), "headers: expected names and values that HTTP allows");
      return;
    case "delay":
      demand(isWhole(Math.ceil(fault.ms), 0, longestDelayMs), `ms: expected 0 to ${longestDelayMs}`);
      return;
    case "truncate":
      demand(isWhole(fault.bytes, 0), "bytes: expected a whole number from 0");
      return;
    case "html":
      demand(isWhole(fault.status, 200, 599), "status: expected 200 to 599");
      return;
    case "redirect":
      demand(isWhole(fault.status, 300, 399), "status: expected 300 to 399");
      demand(areHeaders({ location: fault.location }), "location: expected what a header may hold");
      return;
    default:
  }
}

function demand(holds: boolean, expectation: string): void {
  if (!holds) throw new MockIdentityCenterError("FAULT_INVALID", `Fault, ${expectation}`);
}

function isWhole(value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    return new Headers(headers) instanceof Headers;
  } catch {
    return false;
  }
}

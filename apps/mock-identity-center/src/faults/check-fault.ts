/** Refuses faults that could never happen as they are written. */

import { MockIdentityCenterError } from "../mock-error.ts";
import { describeProblem } from "../seed/problems.ts";
import type { Fault } from "./fault.ts";
import { faultSchema, writtenFault } from "./fault-schema.ts";

/** @throws {MockIdentityCenterError} FAULT_INVALID, naming the member. */
export function checkFault(fault: Fault): void {
  const { error } = faultSchema.safeParse(writtenFault(fault));
  if (error === undefined) return;
  const problems = error.issues.map(describeProblem).join("\n  ");
  throw new MockIdentityCenterError("FAULT_INVALID", `The fault is not valid:\n  ${problems}`);
}

/** One fault of a network, of a proxy in it, or of Identity Center itself. */
import type { Fault } from "@latchkey/mock-identity-center";
import type { Choices } from "./seeded-choices.ts";

export type FaultyOperation =
  | "RegisterClient"
  | "StartDeviceAuthorization"
  | "CreateToken"
  | "GetRoleCredentials";

type Effect = (choices: Choices) => Fault;

/** A stall lasts until the request's timeout, which is real time, so there are fewer of them. */
const EFFECTS: readonly [Effect, ...Effect[]] = [
  ({ chance }) => ({ kind: "reset", executed: chance(0.3) }),
  ({ chance }) => ({ kind: chance(0.3) ? "stall" : "reset", executed: chance(0.3) }),
  ({ chance, integer }) => ({ kind: "truncate", bytes: integer(0, 80), executed: chance(0.3) }),
  ({ pick }) => ({ kind: "error", status: pick([500, 503]), error: "server_error" }),
  () => ({ kind: "error", status: 429, error: "TooManyRequestsException" }),
  ({ pick }) => ({ kind: "html", status: pick([200, 403, 407, 502, 503, 504]) }),
  () => ({ kind: "malformed" }),
];

/** @param trap an address at the mock that no operation has: whoever follows a redirect is seen there. */
export function randomFault(choices: Choices, operation: FaultyOperation, trap: string): Fault {
  const effect = choices.pick([...EFFECTS, redirectTo(trap), redirectTo(trap), slowDown(operation)]);
  return { ...effect(choices), operation, nth: choices.integer(1, 4), times: choices.integer(1, 3) };
}

function redirectTo(location: string): Effect {
  return ({ pick }) => ({ kind: "redirect", status: pick([301, 302, 307, 308]), location });
}

function slowDown(operation: FaultyOperation): Effect {
  return operation === "CreateToken"
    ? () => ({ kind: "error", status: 400, error: "slow_down" })
    : () => ({ kind: "error", status: 502, error: "server_error" });
}

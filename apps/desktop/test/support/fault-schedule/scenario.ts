/** What one sign-in of the schedule meets: faults, a person who decides at some moment, and sessions afterwards. */
import type { Fault } from "@latchkey/mock-identity-center";
import { randomFault } from "./random-fault.ts";
import type { FaultyOperation } from "./random-fault.ts";
import type { Choices } from "./seeded-choices.ts";

/** When the tokens are there, or while they are being stored. */
export type CancelMoment = "answered" | "stored";

export interface Scenario {
  readonly decision: "approve" | "deny" | "never";
  /** Seconds from the moment the code is shown; a moment after the code's end decides nothing. */
  readonly decidesAfterSeconds: number;
  readonly codeSeconds: number;
  readonly intervalSeconds: number;
  /** Whether a refresh replaces the refresh token, or the old one stays good. */
  readonly rotation: "rotated" | "kept";
  /** Whether the app is registered already. */
  readonly isRegistered: boolean;
  /** Signs out before; an app that has its vault to itself always does. */
  readonly signsOut?: boolean;
  /** The person closes the window at this moment of the first attempt, if it comes to it. */
  readonly cancels?: CancelMoment;
  readonly faults: readonly Fault[];
  readonly sessions: readonly SessionScenario[];
}

/** A session that is started some time after the last one. */
export interface SessionScenario {
  readonly afterMinutes: number;
  readonly faults: readonly Fault[];
}

const SIGN_IN_OPERATIONS: readonly [FaultyOperation, ...FaultyOperation[]] = [
  "RegisterClient",
  "StartDeviceAuthorization",
  "CreateToken",
  "CreateToken",
  "CreateToken",
];

export function randomScenario(choices: Choices, trap: string): Scenario {
  const { integer, pick, chance } = choices;
  const codeSeconds = integer(20, 90);
  const decision = pick<Scenario["decision"]>(["approve", "approve", "approve", "approve", "deny", "never"]);
  return {
    decision,
    decidesAfterSeconds: integer(0, chance(0.9) ? codeSeconds - 1 : codeSeconds * 2),
    codeSeconds,
    intervalSeconds: integer(1, 6),
    rotation: pick<Scenario["rotation"]>(["rotated", "rotated", "kept"]),
    isRegistered: chance(0.5),
    faults: faults(choices, SIGN_IN_OPERATIONS, trap),
    sessions: Array.from({ length: decision === "approve" ? integer(0, 3) : 0 }, () => ({
      afterMinutes: chance(0.05) ? 500 : integer(5, 75),
      faults: faults(choices, ["CreateToken", "GetRoleCredentials"], trap),
    })),
  };
}

export function faults(
  choices: Choices,
  operations: readonly [FaultyOperation, ...FaultyOperation[]],
  trap: string,
): readonly Fault[] {
  return Array.from({ length: choices.integer(0, 4) }, () =>
    randomFault(choices, choices.pick(operations), trap),
  );
}

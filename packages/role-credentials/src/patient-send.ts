/** A `Send` for enumeration: paced, and asking again when the portal was busy or could not be reached. */
import type { Clock } from "./clock.ts";
import type { Send } from "./portal-client.ts";
import { requestPace } from "./request-pace.ts";
import { RoleCredentialsError } from "./role-credentials-error.ts";

export interface Patience {
  readonly clock: Clock;
  /** 0 to 1; spreads the attempts of many callers. */
  readonly random: () => number;
}

const MAXIMUM_ATTEMPTS = 5;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 5000;

export function patientSend(send: Send, { clock, random }: Patience): Send {
  const pace = requestPace(clock);
  return async (operation, call, options = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      await pace(options.signal);
      try {
        return await send(operation, call, options);
      } catch (error) {
        if (attempt === MAXIMUM_ATTEMPTS || !mayPass(error)) throw error;
      }
      await clock.sleep(backOffMs(attempt, random()), options.signal);
    }
  };
}

/** A doubling time, of which `random` takes off up to a half. */
function backOffMs(attempt: number, random: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS) * (1 - random / 2);
}

/** A redirect or a page of a proxy stays what it is; a busy portal or a lost connection may not. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof RoleCredentialsError) || error.code !== "ROLE_CREDENTIALS_TRANSPORT") return false;
  const { status } = error;
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

/** The poll loop (RFC 8628 sections 3.4 and 3.5): waits, asks, and stops at a decision, the deadline or an abort. */
import type { Clock } from "./clock.ts";
import { createToken } from "./create-token.ts";
import type { TokenSet } from "./create-token.ts";
import { DeviceFlowError } from "./device-flow-error.ts";
import { OAuthRefusal } from "./guarded-handler.ts";
import { oauthError } from "./oidc-client.ts";
import type { CallOptions, Send } from "./oidc-client.ts";
import { firstSchedule, nextSchedule, secondsUntilNextPoll } from "./poll-schedule.ts";
import type { PollOutcome } from "./poll-schedule.ts";
import { rejectsRegistration } from "./register-client.ts";
import type { ClientRegistration } from "./register-client.ts";
import { LONGEST_LIFE_SECONDS } from "./start-device-authorization.ts";
import type { DeviceAuthorization } from "./start-device-authorization.ts";

/** One poll that decided nothing. */
export interface PollAttempt {
  /** 1 for the first poll. */
  readonly attempt: number;
  readonly outcome: PollOutcome;
  readonly nextPollInSeconds: number;
}

export interface PollRequest {
  readonly registration: ClientRegistration;
  readonly authorization: DeviceAuthorization;
  /** Called after every poll that decided nothing. What it throws ends the poll, and is thrown on as it is. */
  readonly onAttempt?: (attempt: PollAttempt) => void;
}

export type DeviceTokenResult =
  | { readonly status: "authorized"; readonly tokens: TokenSet }
  /** The person declined. `reason` is Identity Center's, for example a `KMS_…` code for an administrator. */
  | { readonly status: "denied"; readonly reason?: string; readonly requestId?: string }
  /** The code's life is over, by Identity Center's word or by the clock. */
  | { readonly status: "expired" }
  /** The code was used already, or belongs to another region. */
  | { readonly status: "rejected"; readonly error: "invalid_grant"; readonly requestId?: string }
  /** Identity Center does not know the registration any more. */
  | { readonly status: "registration-rejected"; readonly requestId?: string };

export interface PollServices {
  readonly send: Send;
  readonly clock: Clock;
  /** 0 to 1; spreads retries after a failed connection. */
  readonly random: () => number;
}

export async function pollForToken(
  { send, clock, random }: PollServices,
  { registration, authorization, onAttempt }: PollRequest,
  options: CallOptions = {},
): Promise<DeviceTokenResult> {
  const deadline = authorization.expiresAt.getTime();
  if (Number.isNaN(deadline)) return { status: "expired" };
  const grant = { type: "device-code", deviceCode: authorization.deviceCode } as const;
  let schedule = firstSchedule(authorization.intervalSeconds);
  let waitSeconds = secondsUntilNextPoll(schedule, 0);
  // A clock that is set back moves the deadline away; the waits still add up to no more than the code's life.
  let leftMs = Math.min(deadline - clock.now(), LONGEST_LIFE_SECONDS * 1000);
  for (let attempt = 1; ; attempt += 1) {
    const waitMs = Math.max(0, Math.min(waitSeconds * 1000, deadline - clock.now(), leftMs));
    await clock.sleep(waitMs, options.signal);
    leftMs -= waitMs;
    if (clock.now() >= deadline || leftMs <= 0) return { status: "expired" };
    const step = await createToken(send, clock, registration, grant, options).then(authorized, interpret);
    if (typeof step !== "string") return step;
    schedule = nextSchedule(schedule, step);
    waitSeconds = secondsUntilNextPoll(schedule, random());
    onAttempt?.({ attempt, outcome: step, nextPollInSeconds: waitSeconds });
  }
}

function authorized(tokens: TokenSet): DeviceTokenResult {
  return { status: "authorized", tokens };
}

/** What a failed poll means: another poll, an outcome, or an error that is thrown on. */
function interpret(error: unknown): PollOutcome | DeviceTokenResult {
  if (error instanceof DeviceFlowError && error.code === "DEVICE_FLOW_TRANSPORT") return "transport-error";
  if (!(error instanceof OAuthRefusal)) throw error;
  if (rejectsRegistration(error)) return { status: "registration-rejected", ...error.reference };
  switch (error.error) {
    case "authorization_pending":
    case "slow_down":
      return error.error;
    case "access_denied":
      return {
        status: "denied",
        ...(error.reason === undefined ? {} : { reason: error.reason }),
        ...error.reference,
      };
    case "expired_token":
      return { status: "expired" };
    case "invalid_grant":
      return { status: "rejected", error: "invalid_grant", ...error.reference };
    default:
      throw oauthError("CreateToken", error);
  }
}

/**
 * The first half of a sign-in: a client registration, and with it a code. A registration that Identity Center does not
 * know any more is replaced once; a connection that fails is tried again, three times in all.
 */
import { DeviceFlowError, isRegistrationUsable } from "@latchkey/oidc-device-flow";
import type { ClientRegistration, DeviceAuthorization } from "@latchkey/oidc-device-flow";
import type { DeviceSignInServices } from "./device-sign-in.ts";
import { keepRegistration } from "./keep-registration.ts";
import type { SignInEnd } from "./sign-in-state.ts";

export interface Started {
  readonly status: "started";
  readonly registration: ClientRegistration;
  /** The registration was made for this sign-in and is not stored yet. */
  readonly isNew: boolean;
  readonly authorization: DeviceAuthorization;
}

export type StartOutcome = Started | { readonly status: "ended"; readonly end: SignInEnd };

type Registered = Pick<Started, "registration" | "isNew">;

const ATTEMPTS = 3;
const FIRST_BACK_OFF_MS = 1000;

export async function startAuthorization(
  services: DeviceSignInServices,
  signal: AbortSignal,
): Promise<StartOutcome> {
  const { flow, store, startUrl } = services;
  let reference: string | undefined;
  for (const attempt of ["cached", "fresh"] as const) {
    const registered = await registrationFor(services, attempt, signal);
    const { registration } = registered;
    const result = await patiently(services, signal, () =>
      flow.startDeviceAuthorization({ registration, startUrl }, { signal }),
    ).catch(async (error: unknown) => {
      // It is good, whatever came after it; the next try need not make another.
      if (registered.isNew) await keepRegistration(services, registration);
      throw error;
    });
    if (result.status === "started") return { ...registered, ...result };
    await store.removeRegistration();
    reference = result.requestId;
    if (registered.isNew) break;
  }
  // A registration of this very moment cannot be outdated: whoever refuses it refuses this app.
  return { status: "ended", end: { state: "blocked", reason: "unauthorized_client", reference } };
}

async function registrationFor(
  services: DeviceSignInServices,
  attempt: "cached" | "fresh",
  signal: AbortSignal,
): Promise<Registered> {
  const { flow, store, clock, clientName, log } = services;
  const cached = attempt === "cached" ? await store.readRegistration() : undefined;
  if (cached !== undefined && isRegistrationUsable(cached, clock.now())) {
    return { registration: cached, isNew: false };
  }
  const registration = await patiently(services, signal, () =>
    flow.registerClient({ clientName }, { signal }),
  );
  log.debug({ expiresAt: registration.expiresAt }, "client registered");
  return { registration, isNew: true };
}

/** Identity Center could not be asked, however often it was tried. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
  readonly attempts = ATTEMPTS;
  override readonly cause: DeviceFlowError;

  constructor(cause: DeviceFlowError) {
    super(cause.message);
    this.cause = cause;
  }
}

async function patiently<Result>(
  { clock, log }: DeviceSignInServices,
  signal: AbortSignal,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DeviceFlowError) || error.code !== "DEVICE_FLOW_TRANSPORT") throw error;
      log.warn(
        { attempt, status: error.status, requestId: error.requestId },
        "Identity Center did not answer",
      );
      if (attempt === ATTEMPTS) throw new UnreachableError(error);
    }
    await clock.sleep(FIRST_BACK_OFF_MS * 2 ** (attempt - 1), signal);
  }
}

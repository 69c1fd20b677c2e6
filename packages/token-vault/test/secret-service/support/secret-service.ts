/** A real Secret Service for one test; ends with it, also with one that timed out. */

import { sessionBus } from "@latchkey/test-kit";
import type { SessionBus } from "@latchkey/test-kit";
import { onTestFinished } from "vitest";

export type SecretService = SessionBus;

/** A session bus without a Secret Service on it yet. */
export async function startSessionBus(): Promise<SecretService> {
  const bus = await sessionBus();
  onTestFinished(() => bus[Symbol.asyncDispose]());
  return bus;
}

/** A session bus with an unlocked Secret Service. */
export async function startSecretService(): Promise<SecretService> {
  const service = await startSessionBus();
  await service.startDaemon("the password");
  return service;
}

/** A sign-in run to its end, with everything that it showed, and what the states of a rehearsal hold. */
import { expect } from "vitest";
import type { SignInState } from "../../src/main/sign-in/sign-in-state.ts";
import { POLICY } from "./rehearsal.ts";
import type { Rehearsal } from "./rehearsal.ts";

export const FOR = {
  accountId: POLICY.inferenceBedrockSsoAccountId,
  roleName: POLICY.inferenceBedrockSsoRoleName,
};
export const CODE = {
  userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
  verificationUri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/device\?user_code=/),
  verificationHost: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
  expiresAt: expect.any(Date),
};

export const requestIdOf = (
  app: Rehearsal,
  operation: "CreateToken" | "StartDeviceAuthorization",
): string | undefined => app.mock.requests({ operation }).at(-1)?.requestId;

/** Runs a sign-in to its end, and everything that it showed on the way. */
export async function runSignIn(
  app: Rehearsal,
  react: (state: SignInState, signIn: ReturnType<Rehearsal["signIn"]>) => void = () => undefined,
  changes: Parameters<Rehearsal["services"]>[0] = {},
): Promise<{ readonly end: SignInState; readonly states: readonly SignInState[] }> {
  const states: SignInState[] = [];
  const signIn = app.signIn(await app.services(changes), (state) => {
    states.push(state);
    react(state, signIn);
  });
  return { end: await signIn.run(), states };
}

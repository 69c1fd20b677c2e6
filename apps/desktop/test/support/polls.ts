/** Polls that are counted and timed, and refusals to answer them with. */
import type { Fault } from "@latchkey/mock-identity-center";
import type { SignInState } from "../../src/main/sign-in/sign-in-state.ts";
import { USER } from "./rehearsal.ts";
import type { Rehearsal } from "./rehearsal.ts";

export const refusal = (operation: Fault["operation"], status: number, error: string, times = 1): Fault => ({
  operation,
  kind: "error",
  status,
  error,
  times,
});

/** A sign-in that is approved when `approveAt` polls have come in. */
export async function signInWithPolls(
  app: Rehearsal,
  approveAt: number,
): Promise<{ end: SignInState; waits: number[] }> {
  let code = "";
  const services = await app.services();
  const flow = {
    ...services.flow,
    pollForToken: (...[request, options]: Parameters<typeof services.flow.pollForToken>) =>
      services.flow.pollForToken(
        {
          ...request,
          onAttempt(attempt) {
            request.onAttempt?.(attempt);
            if (attempt.attempt === approveAt) app.mock.approve(code, USER);
          },
        },
        options,
      ),
  };
  const end = await app
    .signIn({ ...services, flow }, (state) => {
      if (state.state === "code") code = state.userCode;
    })
    .run();
  const polls = app.mock.requests({ operation: "CreateToken" }).map(({ time }) => time.getTime());
  return { end, waits: polls.slice(1).map((time, index) => Math.round((time - (polls[index] ?? 0)) / 1000)) };
}

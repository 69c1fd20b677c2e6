/** A person at the composer, signed in or with another credential, and a Bedrock that the test writes by hand. */
import { expect, onTestFinished } from "vitest";
import type { SessionView, TurnView } from "../../src/shared/contract.ts";
import type { AppSettings } from "../../src/main/app-settings.ts";
import { deskOf, workOf } from "./desk.ts";
import type { Desk, DeskChanges } from "./desk.ts";
import { fakeBedrock } from "./fake-bedrock.ts";
import type { FakeAnswer, FakeBedrock, Respond } from "./fake-bedrock.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { signedIn } from "./session-rig.ts";

export interface WorkRig {
  readonly desk: Desk;
  readonly app: Rehearsal;
  readonly bedrock: FakeBedrock;
  readonly work: () => SessionView;
  /** The last turn is the model's, and has come to this. */
  readonly untilTurn: (status: string) => Promise<TurnView>;
  /** The session has come to this. */
  readonly untilSession: (state: string) => Promise<SessionView["session"]>;
}

export const answerAtOnce: Respond = (answer) => {
  answer.text("Hello");
  answer.text(" there");
  answer.stop();
};

export async function workRig(
  respond: Respond = answerAtOnce,
  { settings, services }: DeskChanges = {},
  given?: Rehearsal,
): Promise<WorkRig> {
  const app = given ?? (await signedIn());
  const bedrock = await fakeBedrock(respond);
  onTestFinished(() => bedrock[Symbol.asyncDispose]());
  const changes = { ...settings, ...toBedrock(app, bedrock.url) };
  const desk = deskOf(app, { settings: changes, ...(services === undefined ? {} : { services }) });
  await desk.app.start();
  const work = (): SessionView => workOf(desk.app.state);
  const lastTurn = (): TurnView | undefined => work().turns.at(-1);
  return {
    desk,
    app,
    bedrock,
    work,
    async untilTurn(status) {
      await expect.poll(() => (lastTurn() as { readonly status?: string }).status).toBe(status);
      return lastTurn() as TurnView;
    },
    async untilSession(state) {
      await expect.poll(() => work().session.state).toBe(state);
      return work().session;
    },
  };
}

function toBedrock({ settings: { endpoints } }: Rehearsal, bedrock: string): Partial<AppSettings> {
  if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
  return { endpoints: { ...endpoints, bedrock } };
}

/** Answers that wait for the test, in the order of the prompts. */
export function heldAnswers(): { readonly respond: Respond; readonly next: () => Promise<FakeAnswer> } {
  const arrived: FakeAnswer[] = [];
  const wanted: ((answer: FakeAnswer) => void)[] = [];
  return {
    respond(answer) {
      const want = wanted.shift();
      if (want === undefined) arrived.push(answer);
      else want(answer);
    },
    next: () => {
      const answer = arrived.shift();
      return answer === undefined ? new Promise((resolve) => wanted.push(resolve)) : Promise.resolve(answer);
    },
  };
}

/** A whole journey at debug level, then every secret that the mock issued is searched for where a window or a reader looks. */
import { expect, onTestFinished, test } from "vitest";
import { handlersOf } from "../src/main/shell/handlers.ts";
import { deskOf, nameOf, signInAt, workOf } from "./support/desk.ts";
import { rehearse } from "./support/rehearsal.ts";
import { PLAIN } from "./support/session-rig.ts";

const HOUR = 3_600_000;

test("from the first sign-in to the sign-out, no state, push, answer or log line has a secret", async () => {
  const app = await rehearse(PLAIN, { sessionSeconds: 3600 });
  onTestFinished(() => app[Symbol.asyncDispose]());
  const desk = deskOf(app);
  const call = handlersOf(desk.app);
  const answers: unknown[] = [];
  const lastTurn = () => workOf(desk.app.state).turns.at(-1) as { readonly status?: string } | undefined;
  const untilTurn = (status: string) => expect.poll(() => lastTurn()?.status).toBe(status);

  await desk.app.start();
  await signInAt(desk, app);
  answers.push(await call["sign-in:continue"]({}), await call["app:get-state"]({}));
  answers.push(await call["session:ask"]({ text: "Which door?" }));
  await untilTurn("answered");
  answers.push(await call["session:ask"]({ text: "And now?" }), await call["session:stop"]({}));
  await untilTurn("stopped");
  await expect.poll(() => workOf(desk.app.state).session).toMatchObject({ isAnswering: false });
  answers.push(await call["app:get-state"]({}));
  app.clock.advance(HOUR);
  await desk.machine.advance(30_000);
  await expect.poll(() => workOf(desk.app.state).session.state).toBe("ended");
  answers.push(await call["session:new"]({}), await call["session:ask"]({ text: "Again?" }));
  await untilTurn("answered");
  answers.push(await call["sign-in:sign-out"]({}), await call["app:get-state"]({}));
  expect(nameOf(desk.app.state)).toBe("sign-in/idle");

  const secrets = app.mock.issuedSecrets();
  // Client, device code, tokens, and two sets of role credentials.
  expect(secrets.length).toBeGreaterThan(6);
  const places = {
    states: JSON.stringify(desk.states),
    texts: JSON.stringify(desk.texts),
    answers: JSON.stringify(answers),
    clipboard: JSON.stringify(desk.clipboard),
    log: app.log.join(""),
  };
  expect(places.states).toContain("Which door?");
  expect(places.log).toContain("credentials issued");
  for (const [place, text] of Object.entries(places))
    expect(
      secrets.filter((secret) => text.includes(secret)),
      place,
    ).toEqual([]);
  // What a person and a model say is nobody else's business either.
  expect(places.log).not.toContain("Which door?");
});

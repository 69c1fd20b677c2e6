/** A session in its real sandbox, as a person works in it: writes, reads the answer as it comes, stops it, begins anew. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { button, expectText, press, untilCowork } from "./support/app-window.ts";
import { askAndRead, beginAnew, composer, lastTurn, seenIn, send, watchWork } from "./support/cowork.ts";
import { beginJourney } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { signInAtOnce } from "./support/sign-in.ts";

let journey: Journey;
let desktop: Desktop;

beforeAll(async () => {
  journey = await beginJourney();
  desktop = await journey.launch();
  await signInAtOnce(journey, desktop);
});

afterAll(() => journey[Symbol.asyncDispose]());

/** Long enough to come in several frames of a screen. */
const STORY = "and then another door opens ".repeat(700).trim();

const minted = (): number => journey.mock.requests({ operation: "GetRoleCredentials" }).length;

test("the header says where one is signed in, and what the first message does", async () => {
  const banner = await desktop.page.getByRole("banner").innerText();
  for (const text of ["acme.awsapps.com", "111122223333", "BedrockInference"]) expect(banner).toContain(text);
  await expectText(desktop, "Your first message starts a session, in a sandbox on this computer.");
  expect(await composer(desktop).evaluate((field) => field === document.activeElement)).toBe(true);
});

test("a message and Enter: the steps of the start, the answer in pieces and then whole, and how long the session lasts", async () => {
  await watchWork(desktop);
  const answer = await askAndRead(desktop, STORY);
  const { steps, answers } = await seenIn(desktop);
  expect(steps).toEqual(["Getting credentials", "Preparing the sandbox", "Starting the program"]);
  // Two frames of a screen lie between pieces, so that a busy machine may show few of them; the next test sees a half.
  expect(answers.length).toBeGreaterThan(1);
  const whole = answers.at(-1) ?? "";
  for (const piece of answers) expect(whole.startsWith(piece.trimEnd())).toBe(true);
  expect(answer).toContain(whole.trim());
  expect(whole).toContain("Your message has 3500 words: and then another");
  expect(await lastTurn(desktop, "You").innerText()).toContain(STORY);
  await desktop.page.getByText(/^Session until .+ · (7 h 59|8 h 0) min left$/).waitFor();
  expect(await desktop.page.getByRole("status").innerText()).toBe("Answer complete.");
});

test("stopped in the middle: what has come stays, and the session goes on", async () => {
  journey.mock.faults.add({ operation: "ConverseStream", kind: "stall", executed: true });
  await send(desktop, STORY.replaceAll("another door", "the same door"));
  await lastTurn(desktop, "Answer").filter({ hasText: "the same door" }).waitFor();
  await press(desktop, "Stop");
  await expectText(desktop, "You stopped this answer.");
  await button(desktop, "Send").waitFor();
  const stopped = await lastTurn(desktop, "Answer").innerText();
  expect(stopped).toContain("Your message has 4200 words: and then the same door");
  expect(stopped.length).toBeLessThan(STORY.length);
  expect(await askAndRead(desktop, "And now?")).toContain("Your message has 2 words: And now?");
  expect(await desktop.page.getByText("You stopped this answer.").count()).toBe(1);
  expect(minted()).toBe(1);
});

test("a new session: an empty page, and the next message starts it with credentials of its own", async () => {
  await beginAnew(desktop);
  expect(await desktop.page.getByText("And now?").count()).toBe(0);
  expect(await askAndRead(desktop, "Who is there?")).toContain("Your message has 3 words: Who is there?");
  expect(minted()).toBe(2);
});

test("signed out: the session goes with the sign-in", async () => {
  await press(desktop, "Sign out");
  await expectText(desktop, "You are signed out.");
  expect(journey.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
  await signInAtOnce(journey, desktop);
  await untilCowork(desktop);
  expect(await desktop.page.getByText("Who is there?").count()).toBe(0);
});

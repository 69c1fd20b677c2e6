/** The app's controller with everything that its window was told, a window that follows it, and a person's hands. */
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { expect, onTestFinished } from "vitest";
import type { AppSettings } from "../../src/main/app-settings.ts";
import { createAppController } from "../../src/main/shell/app-controller.ts";
import type { AppController, AppControllerServices } from "../../src/main/shell/app-controller.ts";
import { appStateSchema } from "../../src/shared/app-state-schema.ts";
import type { AppState, SessionView } from "../../src/shared/contract.ts";
import { answerTextSchema } from "../../src/shared/session-schema.ts";
import type { AnswerText } from "../../src/shared/session-schema.ts";
import { USER } from "./rehearsal.ts";
import type { Rehearsal } from "./rehearsal.ts";

export interface Desk {
  readonly app: AppController;
  readonly states: readonly AppState[];
  readonly texts: readonly AnswerText[];
  readonly clipboard: readonly string[];
  readonly opened: readonly string[];
  /** What else the app asked of Electron, in order. */
  readonly calls: readonly string[];
  /** The machine's time: of batches of text, of looks at the clock, and of how long a success is shown. */
  readonly machine: ManualClock;
  /** What a window shows that asked once, at its beginning, and has heard every push since. */
  readonly window: () => AppState;
  readonly until: (place: string) => Promise<void>;
  /** What the person does as soon as the browser has opened. */
  onWaiting: (state: AppState) => void;
}

export interface DeskChanges {
  readonly settings?: Partial<AppSettings>;
  readonly services?: Partial<AppControllerServices>;
}

/** Ends with the test. */
export function deskOf(rehearsal: Rehearsal, { settings, services }: DeskChanges = {}): Desk {
  const states: AppState[] = [];
  const texts: AnswerText[] = [];
  const clipboard: string[] = [];
  const opened: string[] = [];
  const calls: string[] = [];
  const machine = manualClock();
  let window: AppState | undefined;
  const app = createAppController({
    settings: { ...rehearsal.settings, openExternal: async (uri) => void opened.push(uri), ...settings },
    writeClipboard: (text) => void clipboard.push(text),
    onState: (pushed) => {
      // What does not parse would not cross.
      const state = appStateSchema.parse(pushed);
      states.push(state);
      window = structuredClone(state);
      if (nameOf(state) === "sign-in/waiting") desk.onWaiting(state);
    },
    onText: (pushed) => {
      const text = answerTextSchema.parse(pushed);
      texts.push(text);
      if (window !== undefined) addText(window, text);
    },
    onSignedIn: () => void calls.push("front"),
    openConfiguration: () => void calls.push("configuration"),
    sleep: (ms, signal) => machine.sleep(ms, signal),
    ...services,
  });
  onTestFinished(() => app.quit());
  const desk: Desk = {
    app,
    states,
    texts,
    clipboard,
    opened,
    calls,
    machine,
    window: () => window ?? app.state,
    until: (place) => expect.poll(() => nameOf(app.state)).toBe(place),
    onWaiting: () => undefined,
  };
  return desk;
}

/** As a window does; one that has missed something would ask for the state, which these never have to. */
function addText({ screen }: AppState, { turn: index, at, text }: AnswerText): void {
  const turn = "work" in screen ? screen.work.turns[index] : undefined;
  if (turn?.from !== "model" || turn.text.length !== at) throw new Error(`text at ${at} does not continue`);
  turn.text += text;
}

/** `screen`, or `sign-in/state`. */
export function nameOf({ screen }: AppState): string {
  return screen.name === "sign-in" ? `sign-in/${screen.signIn.state}` : screen.name;
}

export function workOf({ screen }: AppState): SessionView {
  if (!("work" in screen)) throw new Error(`no work on ${screen.name}`);
  return screen.work;
}

/** The work of every state that had one, in order. */
export function worksOf({ states }: Desk): readonly SessionView[] {
  return states.flatMap(({ screen }) => ("work" in screen ? [screen.work] : []));
}

export function codeIn({ screen }: AppState): string {
  return screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn.userCode : "";
}

/** The person clicks, and approves in the browser; up to `success`. */
export async function signInAt(desk: Desk, { mock }: Rehearsal): Promise<void> {
  desk.onWaiting = (state) => mock.approve(codeIn(state), USER);
  desk.app.startSignIn();
  await desk.until("sign-in/success");
}

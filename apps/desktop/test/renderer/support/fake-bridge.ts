/** `window.latchkey` without a main process: remembers what it was asked, and answers as it is told. */
import type { AnswerText, LatchkeyBridge } from "../../../src/shared/contract.ts";

export type Method = Exclude<keyof LatchkeyBridge, "onState" | "onText">;

/** `never` is a main process that hangs, `throws` one that is gone, `when-told` one whose answer `fake.tell` gives. */
export type FakeAnswer =
  | { readonly status: "done"; readonly value: unknown }
  | { readonly status: "failed"; readonly error: { readonly code: string; readonly messageKey: string } }
  | "never"
  | "when-told"
  | "throws";

const METHODS: readonly Method[] = Object.keys({
  getState: 0,
  retry: 0,
  openConfiguration: 0,
  startSignIn: 0,
  openBrowser: 0,
  copyCode: 0,
  copyLink: 0,
  copyDetails: 0,
  cancelSignIn: 0,
  backToOffer: 0,
  continueToCowork: 0,
  useAnotherAccount: 0,
  signOut: 0,
  ask: 0,
  stop: 0,
  newSession: 0,
} satisfies Record<Method, 0>) as Method[];

/** The script that a page starts with. */
export function bridgeScript(state: unknown, answers: Readonly<Partial<Record<Method, FakeAnswer>>>): string {
  return `{
    const answers = ${inPage({ getState: { status: "done", value: state }, ...answers })};
    const fake = { calls: [], asked: [], states: new Set(), texts: new Set() };
    const call = (name) => async (...given) => {
      if (name === "ask") fake.asked.push(...given);
      else if (given.length > 0) throw new Error(name + " takes nothing.");
      if (name !== "getState") fake.calls.push(name);
      const answer = answers[name] ?? { status: "done", value: {} };
      if (answer === "throws") throw new Error("The main process is gone.");
      if (answer === "when-told") return new Promise((resolve) => (fake.tell = resolve));
      return answer === "never" ? new Promise(() => {}) : answer;
    };
    const methods = ${JSON.stringify(METHODS)}.map((name) => [name, call(name)]);
    const listen = (listeners) => (tell) => { listeners.add(tell); return () => listeners.delete(tell); };
    const pushes = { onState: listen(fake.states), onText: listen(fake.texts) };
    Object.defineProperty(window, "latchkey", { value: Object.freeze({ ...Object.fromEntries(methods), ...pushes }) });
    Object.defineProperty(window, "fake", { value: fake });
  }`;
}

/** Answers the call that waits to be told. */
export function tellScript(answer: FakeAnswer): string {
  return `fake.tell(${inPage(answer)})`;
}

export function pushScript(state: unknown): string {
  return `fake.states.forEach((tell) => tell(${inPage(state)}))`;
}

export function pushTextScript(added: AnswerText): string {
  return `fake.texts.forEach((tell) => tell(${inPage(added)}))`;
}

/** As JavaScript, because JSON has no dates. */
function inPage(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[${value.map(inPage).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${inPage(each)}`);
  return `{${entries.join(",")}}`;
}

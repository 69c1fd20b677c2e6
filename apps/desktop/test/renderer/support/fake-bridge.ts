/** `window.latchkey` without a main process: remembers what it was asked, and answers as it is told. */
import type { LatchkeyBridge } from "../../../src/shared/contract.ts";

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
    const fake = { calls: [], listeners: new Set(), push: (state) => fake.listeners.forEach((tell) => tell(state)) };
    const call = (name) => async (...given) => {
      if (given.length > 0) throw new Error(name + " takes nothing.");
      if (name !== "getState") fake.calls.push(name);
      const answer = answers[name] ?? { status: "done", value: {} };
      if (answer === "throws") throw new Error("The main process is gone.");
      if (answer === "when-told") return new Promise((resolve) => (fake.tell = resolve));
      return answer === "never" ? new Promise(() => {}) : answer;
    };
    const methods = ${JSON.stringify(METHODS)}.map((name) => [name, call(name)]);
    const onState = (tell) => { fake.listeners.add(tell); return () => fake.listeners.delete(tell); };
    Object.defineProperty(window, "latchkey", { value: Object.freeze({ ...Object.fromEntries(methods), onState }) });
    Object.defineProperty(window, "fake", { value: fake });
  }`;
}

/** Answers the call that waits to be told. */
export function tellScript(answer: FakeAnswer): string {
  return `fake.tell(${inPage(answer)})`;
}

export function pushScript(state: unknown): string {
  return `fake.push(${inPage(state)})`;
}

/** As JavaScript, because JSON has no dates. */
function inPage(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[${value.map(inPage).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${inPage(each)}`);
  return `{${entries.join(",")}}`;
}

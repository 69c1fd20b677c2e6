/** `window.latchkey` of the configuration window without a main process: strict on what it is asked and on what it answers. */
import type { Page } from "playwright-core";
import { configurationInvokes, configurationPushes } from "../../../src/shared/configuration-contract.ts";
import type {
  ConfigurationBridge,
  ConfigurationState,
  Draft,
  ExportRequest,
  Reachability,
} from "../../../src/shared/configuration-contract.ts";
import { check, egress, preview } from "./configuration-core.ts";

export type Method = Exclude<keyof ConfigurationBridge, "onState" | "onReachability">;

/** `never` is a main process that hangs, `throws` one that is gone; others give the value of the answer. */
export type FakeAnswer = "never" | "throws" | { readonly failed: string } | ((input: never) => unknown);
export type Answers = Readonly<Partial<Record<Method, FakeAnswer>>>;

export interface Call {
  readonly method: Method;
  readonly input: unknown;
}

type ChannelOf<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Uppercase<Head> ? `-${Lowercase<Head>}` : Head}${ChannelOf<Tail>}`
  : "";

const CHANNELS: {
  readonly [Name in Method]: `configuration:${ChannelOf<Name>}` & keyof typeof configurationInvokes;
} = {
  getState: "configuration:get-state",
  reload: "configuration:reload",
  check: "configuration:check",
  previewExport: "configuration:preview-export",
  saveExport: "configuration:save-export",
  egress: "configuration:egress",
  copyEgress: "configuration:copy-egress",
  saveEgress: "configuration:save-egress",
  testReachability: "configuration:test-reachability",
  stopReachability: "configuration:stop-reachability",
  testConnection: "configuration:test-connection",
  copyReport: "configuration:copy-report",
  apply: "configuration:apply",
  removeLocal: "configuration:remove-local",
};

const answersOf = (state: ConfigurationState): Answers => ({
  getState: () => state,
  check: ({ values }: { values: Draft }) => check(state, values),
  egress: ({ values }: { values: Draft }) => egress(state, values),
  previewExport: (request: ExportRequest) => preview(state, request),
  saveExport: async (request: ExportRequest) => {
    const file = await preview(state, request);
    return file.status === "ready" ? { status: "saved", fileName: file.fileName } : file;
  },
  saveEgress: () => ({ status: "saved", fileName: "latchkey-egress.txt" }),
  testReachability: () => ({ run: 1 }),
  testConnection: () => ({ status: "not-verifiable", mode: "aws-sso" }),
  apply: () => ({ status: "applied" }),
  removeLocal: () => ({ status: "applied" }),
});

export interface FakeBridge {
  readonly calls: readonly Call[];
  /** How many calls have no answer yet and will get one. */
  readonly pending: () => number;
  readonly pushState: (state: ConfigurationState) => Promise<void>;
  readonly pushReachability: (result: Reachability) => Promise<void>;
}

/** Puts the bridge into a page that is not loaded yet. What the contract does not allow throws in the page. */
export async function installBridge(
  page: Page,
  state: ConfigurationState,
  answers: Answers,
): Promise<FakeBridge> {
  const calls: Call[] = [];
  const usual = answersOf(state);
  let pending = 0;
  await page.exposeFunction("askFake", async (method: Method, input: unknown) => {
    const { in: inSchema, out } = configurationInvokes[CHANNELS[method]];
    const asked = inSchema.parse(input ?? {});
    calls.push({ method, input: asked });
    const answer: FakeAnswer = answers[method] ?? usual[method] ?? (() => ({}));
    if (answer === "never") return new Promise(() => undefined);
    if (answer === "throws") throw new Error("The main process is gone.");
    if (typeof answer === "object") {
      return { status: "failed", error: { code: answer.failed, messageKey: `error.${answer.failed}` } };
    }
    pending += 1;
    try {
      return { status: "done", value: out.parse(await answer(asked as never)) };
    } finally {
      pending -= 1;
    }
  });
  await page.addInitScript(`{
    const listeners = { onState: new Set(), onReachability: new Set() };
    const methods = ${JSON.stringify(Object.keys(CHANNELS))}.map((name) => [name, (input) => askFake(name, input)]);
    const listens = Object.entries(listeners).map(([name, set]) =>
      [name, (tell) => { set.add(tell); return () => set.delete(tell); }]);
    Object.defineProperty(window, "latchkey", { value: Object.freeze(Object.fromEntries([...methods, ...listens])) });
    Object.defineProperty(window, "fake", { value: {
      push: (name, value) => listeners[name].forEach((tell) => tell(value)) } });
  }`);
  const push = (name: string, value: unknown): Promise<void> =>
    page.evaluate(`fake.push(${JSON.stringify(name)}, ${JSON.stringify(value)})`);
  return {
    calls,
    pending: () => pending,
    pushState: (next) => push("onState", configurationPushes["configuration:state"].parse(next)),
    pushReachability: (result) =>
      push("onReachability", configurationPushes["configuration:reachability"].parse(result)),
  };
}

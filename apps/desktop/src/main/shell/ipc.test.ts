import { expect, test } from "vitest";
import { configurationInvokes, configurationPushes } from "../../shared/configuration-contract.ts";
import { invokes as mainInvokes, pushes } from "../../shared/contract.ts";
import type { Answer, Invokes } from "../../shared/answer.ts";
import { createLog } from "../log.ts";
import { NotNow, registerInvokes } from "./ipc.ts";
import type { HandlersOf, InvokeEvent } from "./ipc.ts";

/** The contracts of both windows: what holds for one channel holds for each. */
const invokes: Invokes = { ...mainInvokes, ...configurationInvokes };
const CHANNELS = Object.keys(invokes);
/** Those that take nothing, and answer nothing. */
const PLAIN = CHANNELS.filter((channel) => invokes[channel]?.in.safeParse({}).success === true);
const own = {};
const frame = (url: string, parent: object | null = null): InvokeEvent["senderFrame"] => ({ url, parent });
const trusted: InvokeEvent = { sender: own, senderFrame: frame("app://shell/index.html") };

function server(handler: () => unknown = () => ({})) {
  const calls: string[] = [];
  const lines: string[] = [];
  const handlers = Object.fromEntries(
    CHANNELS.map((channel) => [
      channel,
      () => {
        calls.push(channel);
        return handler();
      },
    ]),
  ) as HandlersOf<Invokes>;
  const listeners = new Map<string, (event: InvokeEvent, ...input: unknown[]) => Promise<Answer<unknown>>>();
  const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  registerInvokes((channel, listener) => void listeners.set(channel, listener), {
    invokes,
    handlers,
    ownContents: () => own,
    log,
  });
  const ask = (channel: string, event: InvokeEvent, ...input: unknown[]): Promise<Answer<unknown>> =>
    listeners.get(channel)?.(event, ...input) ?? Promise.reject(new Error(`${channel} is not registered`));
  return { ask, calls, lines };
}

const failed = (code: string): object => ({ status: "failed", error: { code, messageKey: `error.${code}` } });

const STRANGERS: Readonly<Record<string, InvokeEvent>> = {
  "another site": { sender: own, senderFrame: frame("https://evil.example/") },
  "a look-alike host": { sender: own, senderFrame: frame("app://shell.evil/index.html") },
  "a look-alike scheme": { sender: own, senderFrame: frame("apps://shell/index.html") },
  "a user name": { sender: own, senderFrame: frame("app://evil@shell/index.html") },
  "a subframe": { sender: own, senderFrame: frame("app://shell/index.html", {}) },
  "another window": { sender: {}, senderFrame: frame("app://shell/index.html") },
  "a frame that is gone": { sender: own, senderFrame: null },
  "no address": { sender: own, senderFrame: frame("") },
};

test.each(CHANNELS)("row 17: %s refuses every stranger, and does nothing", async (channel) => {
  const { ask, calls } = server();
  for (const [who, event] of Object.entries(STRANGERS))
    expect(await ask(channel, event, {}), who).toEqual(failed("forbidden"));
  expect(calls).toEqual([]);
});

test.each(CHANNELS)("row 17: %s refuses what the contract does not allow", async (channel) => {
  const { ask, calls } = server();
  for (const input of [[], [null], [undefined], ["text"], [[]], [{ unknown: 1 }], [{}, {}]])
    expect(await ask(channel, trusted, ...input), JSON.stringify(input)).toEqual(failed("invalid-request"));
  expect(calls).toEqual([]);
});

test("an answer with a field that the contract does not have does not cross, and is not in the log", async () => {
  const { ask, lines } = server(() => ({ accessToken: "aoaAAAAAGv-secret" }));
  for (const channel of PLAIN) expect(await ask(channel, trusted, {})).toEqual(failed("internal"));
  expect(PLAIN.length).toBeGreaterThan(15);
  expect(lines.join("")).not.toContain("secret");
});

test("what fails crosses as a code, never as a message", async () => {
  const broken = server(() => {
    throw new Error("the code is ABCD-EFGH");
  });
  expect(await broken.ask("sign-in:start", trusted, {})).toEqual(failed("internal"));
  expect(broken.lines.join("")).not.toContain("ABCD");
  const late = server(() => {
    throw new NotNow();
  });
  expect(await late.ask("sign-in:start", trusted, {})).toEqual(failed("not-now"));
});

test("the app's own page gets its answer", async () => {
  const { ask, calls } = server();
  expect(await ask("sign-in:start", trusted, {})).toEqual({ status: "done", value: {} });
  expect(calls).toEqual(["sign-in:start"]);
});

/** Every name of a field anywhere in the contract's outputs. */
test("no schema of the contract has a field that could hold a secret", async () => {
  const { z } = await import("zod");
  const schemas = [
    ...Object.values(invokes).map(({ out }) => out),
    ...Object.values(pushes),
    ...Object.values(configurationPushes),
  ];
  const names = schemas.flatMap((schema) => {
    const json = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: "any" }));
    return [...json.matchAll(/"(\w+)":\{/g)].map(([, name]) => name ?? "");
  });
  expect(names).toContain("userCode");
  expect(
    names.filter((name) => /token$|secret|deviceCode|credential$|password|accessKey/i.test(name)),
  ).toEqual([]);
});

/** `onServerDate`: every answer of Identity Center's own tells its time; nobody else's does. */
import { setTimeout as delay } from "node:timers/promises";
import nock from "nock";
import { describe, expect, it, vi } from "vitest";
import type { ServerDateListener } from "../src/index.ts";
import { OIDC, issueToken } from "./support/answers.ts";
import { flowUnderTest, pollToTheEnd } from "./support/flow.ts";
import type { FlowUnderTest } from "./support/flow.ts";
import { withoutNetwork } from "./support/no-network.ts";

withoutNetwork();

const DATE = "Thu, 01 Jan 2026 06:30:00 GMT";
const SERVER_DATE = new Date(Date.UTC(2026, 0, 1, 6, 30));

interface Watched extends FlowUnderTest {
  readonly told: readonly (readonly [Date, number])[];
}

function watched(onServerDate?: ServerDateListener): Watched {
  const told: [Date, number][] = [];
  const listener: ServerDateListener = (...date) => told.push(date);
  return { ...flowUnderTest({ onServerDate: onServerDate ?? listener }), told };
}

const register = ({ flow }: FlowUnderTest): Promise<unknown> =>
  flow.registerClient({ clientName: "Latchkey" }).catch((error: unknown) => error);

const REGISTERED = {
  clientId: "client",
  clientSecret: "planted-secret",
  clientSecretExpiresAt: 1_775_000_000,
};

describe("the date of an answer is told with the time it came", () => {
  it.each([
    ["a success", 200, REGISTERED, {}],
    ["a success with a field missing", 200, {}, {}],
    ["a refusal", 400, { error: "invalid_request" }, {}],
    ["an outage that AWS itself reports", 500, "", { "x-amzn-errortype": "InternalServerException" }],
    ["429 in AWS's words", 429, { message: "slow" }, { "x-amzn-requestid": "request-9" }],
  ])("%s", async (_title, status, body, headers) => {
    const under = watched();
    nock(OIDC)
      .post("/client/register")
      .reply(status, body, { ...headers, date: DATE });
    await register(under);
    expect(under.told).toEqual([[SERVER_DATE, under.clock.now()]]);
  });

  it("on every poll", async () => {
    const under = watched();
    const headers = { date: DATE, "x-amzn-errortype": "AuthorizationPendingException" };
    nock(OIDC).post("/token").twice().reply(400, {}, headers);
    issueToken();
    const startedAt = under.clock.now();
    await pollToTheEnd(under);
    expect(under.told).toEqual([
      [SERVER_DATE, startedAt + 1000],
      [SERVER_DATE, startedAt + 2000],
    ]);
  });
});

describe("no date is told", () => {
  it.each([
    ["of a proxy's page", 502, "<html>", { date: DATE }],
    ["of a captive portal's page", 200, "<html>", { date: DATE }],
    ["of a proxy's JSON", 403, { error: "blocked" }, { date: DATE }],
    ["of a redirect", 302, { error: "x" }, { date: DATE, "x-amzn-requestid": "request-9" }],
    ["when there is none", 200, REGISTERED, {}],
    ["when it is no date", 200, REGISTERED, { date: "Invalid Date" }],
    ["when it is a date in another format", 200, REGISTERED, { date: "2026-01-01T06:30:00Z" }],
    ["when it is a number", 200, REGISTERED, { date: "0" }],
    ["when the day does not exist", 200, REGISTERED, { date: "Tue, 31 Feb 2026 06:30:00 GMT" }],
    ["when the weekday is another", 200, REGISTERED, { date: "Mon, 01 Jan 2026 06:30:00 GMT" }],
  ])("%s", async (_title, status, body, headers) => {
    const under = watched();
    nock(OIDC).post("/client/register").reply(status, body, headers);
    await register(under);
    expect(under.told).toEqual([]);
  });
});

it("what the listener throws is its app's error and costs no answer", async () => {
  const mistake = new Error("the app's own mistake");
  const uncaught = vi.fn<(error: Error) => void>();
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", uncaught);
  try {
    const under = watched(() => {
      throw mistake;
    });
    nock(OIDC).post("/client/register").reply(200, REGISTERED, { date: DATE });
    expect(await register(under)).toMatchObject({ clientId: "client" });
    await delay(0);
    expect(uncaught.mock.calls[0]?.[0]).toBe(mistake);
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
});

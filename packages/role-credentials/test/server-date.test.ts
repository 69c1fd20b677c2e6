/** `onServerDate`: every answer of the portal's own tells its time; nobody else's does. */
import { setTimeout as delay } from "node:timers/promises";
import { secret } from "@latchkey/secret";
import { manualClock } from "@latchkey/test-kit";
import { expect, it, vi } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { RequestHandlerLike, ServerDateListener } from "../src/index.ts";

const DATE = "Thu, 01 Jan 2026 06:30:00 GMT";
const SERVER_DATE = new Date(Date.UTC(2026, 0, 1, 6, 30));

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Record<string, string>;
}

function logOut({ statusCode, body, headers }: Answer, onServerDate: ServerDateListener): Promise<unknown> {
  const handle: RequestHandlerLike["handle"] = () =>
    Promise.resolve({ response: { statusCode, headers, body: Buffer.from(body) } });
  const portal = createAccessPortal({
    region: "us-east-1",
    clock: manualClock(1000),
    requestHandler: { handle },
    onServerDate,
  });
  return portal.logout({ accessToken: secret("access-token") }).catch((error: unknown) => error);
}

it.each([
  ["a success", 200, "", {}],
  ["a refusal", 401, '{"message":"no","__type":"x#UnauthorizedException"}', {}],
  ["an outage that AWS itself reports", 500, "", { "X-Amzn-ErrorType": "InternalServerException" }],
])("%s tells its date with the time it came", async (_title, statusCode, body, headers) => {
  const onServerDate = vi.fn<ServerDateListener>();
  await logOut({ statusCode, body, headers: { ...headers, Date: DATE } }, onServerDate);
  expect(onServerDate.mock.calls).toEqual([[SERVER_DATE, 1000]]);
});

it.each([
  ["a proxy's page", 502, "<html>", { date: DATE }],
  ["a captive portal's page", 200, "<html>", { date: DATE }],
  ["a redirect", 307, '{"message":"moved"}', { date: DATE }],
  ["an answer without one", 200, "", {}],
  ["an answer whose date is none", 200, "", { date: "Invalid Date" }],
  ["an answer whose date is in another format", 200, "", { date: "1 January 2026" }],
])("%s tells no date", async (_title, statusCode, body, headers: Record<string, string>) => {
  const onServerDate = vi.fn<ServerDateListener>();
  await logOut({ statusCode, body, headers }, onServerDate);
  expect(onServerDate).not.toHaveBeenCalled();
});

it("what the listener throws is its app's error and costs no answer", async () => {
  const mistake = new Error("the app's own mistake");
  const uncaught = vi.fn<(error: Error) => void>();
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", uncaught);
  try {
    const answer = { statusCode: 200, body: "", headers: { date: DATE } };
    const throwing = (): never => {
      throw mistake;
    };
    expect(await logOut(answer, throwing)).toEqual({ status: "logged-out" });
    await delay(0);
    expect(uncaught.mock.calls[0]?.[0]).toBe(mistake);
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
});

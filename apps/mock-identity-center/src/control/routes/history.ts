/** What happened: the request log, which can be waited for, and the event history. */

import { z } from "zod";
import { operations } from "../../core/operation.ts";
import type { RequestFilter } from "../../core/request-filter.ts";
import type { RequestLogEntry } from "../../core/request-log.ts";
import { faultKinds } from "../../faults/fault.ts";
import type { MockIdentityCenter } from "../../mock-identity-center.ts";
import { durationSchema, parseDuration } from "../duration.ts";
import { route } from "../route.ts";
import type { Input, Route } from "../route.ts";
import { named, text, time } from "../schemas.ts";

/** Longer waits would only be cut off by what is between: ask again. */
const longestWait = 600_000;

const whole = (least: number, most: number): z.ZodCoercedNumber =>
  z.coerce.number().int().min(least).max(most);
const limit = whole(1, 10_000).optional();
const operation = z.enum(operations);

const loggedRequest = named(
  "LoggedRequest",
  z.strictObject({
    number: z.int(),
    time,
    operation,
    method: text,
    status: z.int().meta({ description: "0 when the connection was reset before an answer" }),
    requestId: text,
    error: text.optional(),
    client: text.optional(),
    userName: text.optional(),
    fault: z.enum(faultKinds).optional(),
  }),
);
const requestPage = named(
  "RequestPage",
  z.strictObject({
    requests: z.array(loggedRequest),
    cursor: z.int().meta({ description: "Give it as `since` to see only what comes later" }),
    complete: z.boolean().meta({ description: "False when a wait ended before `count` requests were seen" }),
  }),
);
const requestQuery = {
  operation: z.union([operation, z.array(operation)]).optional(),
  client: text.optional(),
  userName: text.optional(),
  status: whole(0, 599).optional(),
  error: text.optional(),
  fault: z.enum(faultKinds).optional(),
  since: whole(0, Number.MAX_SAFE_INTEGER).optional(),
  limit,
  wait: durationSchema.optional(),
  count: whole(1, 10_000).optional(),
};
type RequestQuery = z.infer<z.ZodObject<typeof requestQuery>>;

const event = named(
  "Event",
  z.looseObject({
    eventVersion: text,
    eventID: text,
    eventTime: time,
    eventSource: text,
    eventName: text,
    awsRegion: text,
    requestID: text,
    recipientAccountId: text,
    userIdentity: z.looseObject({ type: z.enum(["AssumedRole", "IdentityCenterUser", "IAMUser"]) }),
    requestParameters: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: "As the client sent them" }),
    errorCode: text.optional(),
    errorMessage: text.optional(),
  }),
);

export const historyRoutes: readonly Route[] = [
  route("GET /requests", {
    name: "listRequests",
    summary:
      "Requests of the newest 10,000 that fit, oldest first; `wait` holds the answer back until there are `count`",
    query: requestQuery,
    answer: requestPage,
    refusals: ["MOCK_CLOSED"],
    run: listRequests,
  }),
  route("GET /events", {
    name: "listEvents",
    summary: "CloudTrail-like events of the newest 10,000 that fit, oldest first; `limit` keeps the newest",
    query: {
      eventName: text.optional(),
      eventSource: text.optional(),
      errorCode: text.optional(),
      userId: text.optional(),
      limit,
    },
    answer: z.strictObject({ events: z.array(event) }),
    run: (mock, { query: { limit: most, ...filter } }) => ({
      events: mock
        .events(filter)
        .slice(most === undefined ? 0 : -most)
        .map((each) => ({ ...each, userIdentity: { ...each.userIdentity } })),
    }),
  }),
];

async function listRequests(
  mock: MockIdentityCenter,
  { query, whenGone }: Input<RequestQuery, unknown>,
): Promise<z.infer<typeof requestPage>> {
  const { limit: most = Infinity, wait, count = 1, ...filter } = query;
  if (wait !== undefined)
    await waitFor(mock, filter, count, Math.min(parseDuration(wait) ?? 0, longestWait), whenGone);
  const found = mock.requests(filter);
  const requests = found.slice(0, most);
  const cursor = found.length > requests.length ? requests.at(-1)?.number : mock.lastRequest;
  const complete = wait === undefined || found.length >= count;
  return { requests: requests.map(describeRequest), cursor: cursor ?? 0, complete };
}

/** Until the requests are there, the time is over, or nobody is left to answer. */
async function waitFor(
  mock: MockIdentityCenter,
  filter: RequestFilter,
  count: number,
  milliseconds: number,
  whenGone: (callback: () => void) => void,
): Promise<void> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), milliseconds);
  whenGone(() => over.abort());
  try {
    await mock.waitForRequests(filter, { count, signal: over.signal });
  } catch (error) {
    if (error !== over.signal.reason) throw error;
  } finally {
    clearTimeout(timer);
  }
}

function describeRequest(entry: RequestLogEntry): z.infer<typeof loggedRequest> {
  const { number, time, operation, method, status, requestId, error, client, userName, fault } = entry;
  return {
    number,
    time: time.toISOString(),
    operation,
    method,
    status,
    requestId,
    error,
    client,
    userName,
    fault,
  };
}

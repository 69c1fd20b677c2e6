/** What users do, and what becomes of it: user codes and sessions. */

import { z } from "zod";
import type { SessionInfo } from "../../world/administration.ts";
import type { PendingCode } from "../../world/overview.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import { named, text, time } from "../schemas.ts";

const pendingCode = named(
  "PendingCode",
  z.strictObject({ userCode: text, startUrl: text, clientName: text, expiresAt: time }),
);
const sessionStatus = z.enum(["active", "over", "signed-out", "revoked"]);
const session = named(
  "Session",
  z.strictObject({
    id: text,
    userName: text,
    startUrl: text,
    clientName: text,
    startedAt: time,
    endsAt: time,
    status: sessionStatus,
  }),
);
const approval = named("Approval", z.strictObject({ userName: z.string().min(1).max(256) }));

export const signInRoutes: readonly Route[] = [
  route("GET /user-codes", {
    name: "listPendingCodes",
    summary: "Device sign-ins that wait for a person, oldest first",
    answer: z.strictObject({ userCodes: z.array(pendingCode) }),
    run: (mock) => ({ userCodes: mock.pendingCodes().map(describePendingCode) }),
  }),
  route("POST /user-codes/{userCode}/approve", {
    name: "approveUserCode",
    summary: "Allows a sign-in as if the user had done it in the browser",
    body: approval,
    refusals: ["UNKNOWN_USER_CODE", "USER_CODE_SPENT", "UNKNOWN_USER"],
    run: (mock, { path, body }) => mock.approve(path["userCode"] ?? "", body.userName),
  }),
  route("POST /user-codes/{userCode}/deny", {
    name: "denyUserCode",
    summary: "Denies a sign-in as if the user had done it in the browser",
    refusals: ["UNKNOWN_USER_CODE", "USER_CODE_SPENT"],
    run: (mock, { path }) => mock.deny(path["userCode"] ?? ""),
  }),
  route("GET /sessions", {
    name: "listSessions",
    summary: "Sessions of every instance, oldest first",
    query: { status: sessionStatus.optional(), userName: text.optional() },
    answer: z.strictObject({ sessions: z.array(session) }),
    run: (mock, { query: { status, userName } }) => ({
      sessions: mock
        .sessions()
        .filter((each) => status === undefined || each.status === status)
        .filter((each) => userName === undefined || each.userName === userName)
        .map(describeSession),
    }),
  }),
  route("DELETE /sessions/{id}", {
    name: "revokeSession",
    summary: "Ends a session: its tokens die, role credentials minted before live on",
    refusals: ["UNKNOWN_SESSION"],
    run: (mock, { path }) => mock.revokeSession(path["id"] ?? ""),
  }),
];

function describePendingCode({
  userCode,
  startUrl,
  clientName,
  expiresAt,
}: PendingCode): z.infer<typeof pendingCode> {
  return { userCode, startUrl, clientName, expiresAt: expiresAt.toISOString() };
}

function describeSession(info: SessionInfo): z.infer<typeof session> {
  const { id, userName, startUrl, clientName, startedAt, endsAt, status } = info;
  const times = { startedAt: startedAt.toISOString(), endsAt: endsAt.toISOString() };
  return { id, userName, startUrl, clientName, ...times, status };
}

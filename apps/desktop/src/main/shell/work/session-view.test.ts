import { expect, test } from "vitest";
import type { SessionState, StartFailure } from "../../session/session-state.ts";
import type { SessionAnswer } from "../../session/running-session.ts";
import { sessionStateSchema } from "../../../shared/session-schema.ts";
import { answerFailureView, sessionStateView } from "./session-view.ts";

const NOW = Date.UTC(2026, 0, 1);
const failed = (failure: StartFailure): SessionState => ({ state: "not-started", mode: "aws-sso", failure });

test.each<[SessionState, object]>([
  [{ state: "idle" }, { state: "idle" }],
  [
    { state: "starting", step: "credentials" },
    { state: "starting", step: "credentials" },
  ],
  [
    {
      state: "running",
      mode: "aws-sso",
      program: "worker",
      sandbox: "sandbox-runtime",
      credentials: { accessKeyId: "ASIA", refreshed: false },
      remainingMs: 90_000,
      endsSoon: true,
      shortLived: { roleName: "Bedrock", lifetimeMinutes: 60 },
    },
    {
      state: "running",
      until: new Date(NOW + 90_000),
      endsSoon: true,
      isAnswering: false,
      shortLivedMinutes: 60,
    },
  ],
  [
    failed({ status: "not-assigned", requestId: "r-1" }),
    { state: "not-started", failure: { code: "not-assigned", requestId: "r-1" } },
  ],
  [failed({ status: "unavailable" }), { state: "not-started", failure: { code: "unavailable" } }],
  [
    failed({ status: "clock-skew", minutes: 7, direction: "ahead" }),
    { state: "not-started", failure: { code: "clock-skew", minutes: 7, direction: "ahead" } },
  ],
  [
    failed({ status: "sandbox-unavailable", message: "it needs bubblewrap" }),
    { state: "not-started", failure: { code: "sandbox-unavailable", detail: "it needs bubblewrap" } },
  ],
  [
    failed({ status: "credentials-unavailable", code: "cli-missing", message: "no CLI" }),
    { state: "not-started", failure: { code: "credentials-unavailable", detail: "no CLI" } },
  ],
  [
    failed({ status: "keychain-problem", state: "locked", message: "unlock it" }),
    { state: "not-started", failure: { code: "keychain-problem", detail: "unlock it" } },
  ],
  [failed({ status: "expired" }), { state: "not-started", failure: { code: "expired" } }],
  [failed({ status: "no-model" }), { state: "not-started", failure: { code: "no-model" } }],
  [failed({ status: "failed" }), { state: "not-started", failure: { code: "failed" } }],
  [failed({ status: "sign-in-needed", reason: "session-ended" }), { state: "idle" }],
])("%j crosses as codes and instants", (state, view) => {
  expect(sessionStateView(state, NOW)).toEqual(view);
  expect(sessionStateSchema.parse(view)).toEqual(view);
});

test.each([
  ["expired", "aws-sso", true],
  ["program-ended", "bearer-token", true],
  ["refused", "credential-helper", true],
  ["refused", "bearer-token", false],
  ["refused", "profile", false],
] as const)("a session that ended as %s in mode %s: renewable is %s", (reason, mode, isRenewable) => {
  expect(sessionStateView({ state: "ended", mode, reason, requestId: "r-1" }, NOW)).toEqual({
    state: "ended",
    reason,
    isRenewable,
    requestId: "r-1",
  });
});

const denied = { action: "bedrock:InvokeModel", modelId: "a.model" };

test.each<[SessionAnswer, object | undefined]>([
  [{ status: "answered", text: "Hello", inputTokens: 1, outputTokens: 1 }, undefined],
  [
    { status: "failed", code: "access-denied", errorName: "AccessDeniedException", denied, requestId: "r-1" },
    { code: "access-denied", ...denied, requestId: "r-1" },
  ],
  [{ status: "failed", code: "throttled", errorName: "ThrottlingException" }, { code: "throttled" }],
  [
    {
      status: "session-ended",
      ended: { state: "ended", mode: "aws-sso", reason: "expired", requestId: "r" },
    },
    { code: "session-ended", requestId: "r" },
  ],
])("%j crosses as a code", (answer, view) => {
  expect(answerFailureView(answer)).toEqual(view);
});

import { expect, test } from "vitest";
import { answerText, endedText, runningText, startFailureText } from "./session-text.ts";
import type { RunningState } from "./session-state.ts";

const RUNNING: RunningState = {
  state: "running",
  mode: "aws-sso",
  program: "worker",
  sandbox: "sandbox-runtime",
  credentials: { refreshed: false },
  endsSoon: false,
};

test("a session that has ended says so, and what to do next", () => {
  const expired = { state: "ended", mode: "aws-sso", reason: "expired" } as const;
  expect(endedText(expired)).toMatch(/^This session has ended\. Start a new one to go on\./);
  expect(endedText({ ...expired, reason: "refused", mode: "bearer-token" })).toMatch(
    /Ask your administrator/,
  );
  expect(endedText({ ...expired, reason: "refused", mode: "credential-helper" })).toMatch(/Start a new one/);
});

test("the last minutes are counted up, never to zero", () => {
  expect(runningText({ ...RUNNING, endsSoon: true, remainingMs: 14 * 60_000 + 1 })).toContain(
    "in 15 minutes",
  );
  expect(runningText({ ...RUNNING, endsSoon: true, remainingMs: 1 })).toContain("in 1 minute.");
});

test("an administrator learns which permission set is too short", () => {
  expect(runningText(RUNNING)).toBeUndefined();
  const text = runningText({ ...RUNNING, shortLived: { roleName: "Bedrock", lifetimeMinutes: 60 } });
  expect(text).toMatch(/60 minutes.*permission set Bedrock.*8 and 12 hours/);
});

test("a refused permission names the action, the model, and whose it is", () => {
  const denied = { action: "bedrock:InvokeModel", modelId: "a.model" };
  const answer = {
    status: "failed",
    code: "access-denied",
    errorName: "AccessDeniedException",
    denied,
  } as const;
  expect(answerText(answer, { mode: "aws-sso", roleName: "Bedrock" })).toBe(
    "Your permission set Bedrock does not allow bedrock:InvokeModel on a.model. Ask your administrator.",
  );
  expect(answerText(answer, { mode: "profile" })).toMatch(/^Your AWS credentials do not allow/);
});

test("a start that fails says what to do", () => {
  expect(startFailureText({ status: "clock-skew", minutes: 7, direction: "ahead" })).toContain(
    "7 minutes ahead",
  );
  expect(startFailureText({ status: "sandbox-unavailable", message: "it needs bubblewrap" })).toContain(
    "bubblewrap",
  );
});

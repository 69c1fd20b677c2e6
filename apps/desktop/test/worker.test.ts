import { spawn } from "node:child_process";
import { once } from "node:events";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { StartCommand } from "../src/worker/protocol.ts";
import type { SandboxedProcess } from "../src/main/session/sandbox.ts";
import { converse } from "../src/main/session/session-worker.ts";
import type { Answer, SessionWorker } from "../src/main/session/session-worker.ts";
import { killTree } from "../src/main/session/kill-tree.ts";
import { fakeBedrock } from "./support/fake-bedrock.ts";
import type { FakeAnswer, FakeBedrock, Respond } from "./support/fake-bedrock.ts";
import { WORKER_SCRIPT } from "./support/worker-script.ts";

const MODEL = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const AWS = {
  AWS_REGION: "us-west-2",
  AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "planted-secret",
  AWS_SESSION_TOKEN: "planted-session",
};

const opened: { bedrock: FakeBedrock; child: SandboxedProcess }[] = [];

afterEach(async () => {
  for (const { bedrock, child } of opened.splice(0)) {
    await killTree(child);
    await bedrock[Symbol.asyncDispose]();
  }
});

interface Rehearsed {
  readonly bedrock: FakeBedrock;
  readonly child: SandboxedProcess;
  readonly worker: SessionWorker;
  readonly clock: ManualClock;
}

async function start(
  respond: Respond,
  { environment = AWS, ...changes }: Partial<StartCommand> & { environment?: Record<string, string> } = {},
): Promise<Rehearsed> {
  const bedrock = await fakeBedrock(respond);
  const child = spawn(process.execPath, [WORKER_SCRIPT], {
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  opened.push({ bedrock, child });
  const clock = manualClock();
  const command: StartCommand = { type: "start", modelId: MODEL, endpoint: bedrock.url, ...changes };
  const worker = await converse(child, command, undefined, (ms, abort) => clock.sleep(ms, abort));
  if (worker === undefined) throw new Error("the worker did not become ready");
  return { bedrock, child, worker, clock };
}

const says =
  (...parts: string[]): Respond =>
  (answer) => {
    for (const part of parts) answer.text(part);
    answer.stop();
  };

/** Asks, and gives an answer that is waited for no longer than until its text has come. */
function untilText(worker: SessionWorker, prompt: string, awaited: string) {
  const controller = new AbortController();
  let seen = "";
  const arrived = Promise.withResolvers<void>();
  const answer = worker.ask(prompt, {
    signal: controller.signal,
    onText: (text) => {
      seen += text;
      if (seen.includes(awaited)) arrived.resolve();
    },
  });
  answer.catch(() => undefined);
  return { answer, arrived: arrived.promise, controller, seen: () => seen };
}

const denied = (action: string) => ({ denied: { action, modelId: MODEL } });
const before = (status: number, name: string, message?: string) => (answer: FakeAnswer) =>
  answer.refuse(status, name, message);
const midway = (end: (answer: FakeAnswer) => void) => (answer: FakeAnswer) => {
  answer.text("Half an");
  end(answer);
};

describe("the worker", () => {
  it("calls the model with the service tier at the given address, and keeps the conversation", async () => {
    const { bedrock, worker } = await start(says("Good ", "morning"), { serviceTier: "priority" });
    expect(await worker.ask("Hello")).toEqual({
      status: "answered",
      text: "Good morning",
      inputTokens: 3,
      outputTokens: 4,
    });
    await worker.ask("And you?");
    expect(bedrock.requests[0]?.url).toBe(`/model/${encodeURIComponent(MODEL)}/converse-stream`);
    expect(bedrock.requests[0]?.body.serviceTier).toEqual({ type: "priority" });
    expect(bedrock.lastTurns()).toEqual(["user: Hello", "assistant: Good morning", "user: And you?"]);
  });

  it.each([
    [
      "AWS credentials",
      AWS,
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d+\/us-west-2\/bedrock\//,
      "planted-session",
    ],
    [
      "long-term keys",
      { ...AWS, AWS_SESSION_TOKEN: undefined },
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/,
      undefined,
    ],
    [
      "a bearer token",
      { AWS_REGION: "us-west-2", AWS_BEARER_TOKEN_BEDROCK: "planted-bearer" },
      /^Bearer planted-bearer$/,
      undefined,
    ],
  ])("signs in with %s", async (_, environment, authorization, sessionToken) => {
    const { bedrock, worker } = await start(says("Hi"), {
      environment: environment as Record<string, string>,
    });
    expect(await worker.ask("Hello")).toMatchObject({ status: "answered" });
    expect(bedrock.requests[0]?.headers.authorization).toMatch(authorization);
    expect(bedrock.requests[0]?.headers["x-amz-security-token"]).toBe(sessionToken);
  });

  it("tries again when Bedrock is busy", async () => {
    const { bedrock, worker } = await start((answer, request, index) =>
      index === 0 ? answer.refuse(429, "ThrottlingException") : says("Now")(answer, request, index),
    );
    expect(await worker.ask("Hello")).toMatchObject({ status: "answered", text: "Now" });
    expect(bedrock.requests).toHaveLength(2);
  });

  it.each<[string, (answer: FakeAnswer) => void, object]>([
    [
      "expired credentials",
      before(403, "ExpiredTokenException"),
      { code: "credentials-expired", requestId: "r-1" },
    ],
    [
      "a bearer token that has ended",
      before(403, "AccessDeniedException", "Bearer Token has expired"),
      { code: "credentials-expired" },
    ],
    [
      "a permission set without the action",
      before(
        403,
        "AccessDeniedException",
        "User: arn:aws:sts::111122223333:assumed-role/planted-detail is not authorized to perform: bedrock:CallWithBearerToken on resource: planted-detail",
      ),
      { code: "access-denied", ...denied("bedrock:CallWithBearerToken") },
    ],
    [
      "a model that the account has not enabled",
      before(403, "AccessDeniedException"),
      { code: "access-denied", ...denied("bedrock:InvokeModelWithResponseStream") },
    ],
    [
      "a busy Bedrock",
      before(429, "ThrottlingException"),
      { code: "throttled", errorName: "ThrottlingException" },
    ],
    ["an unknown model", before(400, "ValidationException"), { code: "model-error" }],
    [
      "credentials that end in the middle",
      midway((answer) => answer.exception("expiredTokenException")),
      { code: "credentials-expired", errorName: "ExpiredTokenException" },
    ],
    [
      "credentials that end in the middle, as an error frame",
      midway((answer) => answer.error("ExpiredTokenException")),
      { code: "credentials-expired" },
    ],
    [
      "a Bedrock that gets busy in the middle",
      midway((answer) => answer.exception("throttlingException")),
      { code: "throttled", errorName: "ThrottlingException" },
    ],
    [
      "a model that fails in the middle",
      midway((answer) => answer.exception("modelStreamErrorException")),
      { code: "model-error" },
    ],
    [
      "a stream that is cut off",
      midway((answer) => answer.cut()),
      { code: "unreachable", errorName: "IncompleteStream" },
    ],
    ["a connection that breaks in the middle", midway((answer) => answer.reset()), { code: "unreachable" }],
    ["no Bedrock", (answer) => answer.reset(), { code: "unreachable" }],
  ])("says what failed with %s, forgets the turn, and goes on", async (_, fail, expected) => {
    let failing = true;
    const { bedrock, worker } = await start((answer, request, index) =>
      failing ? fail(answer) : says("Fine")(answer, request, index),
    );
    const answer = await worker.ask("First");
    expect(answer).toMatchObject({ status: "failed", ...expected });
    expect(JSON.stringify(answer)).not.toContain("planted");
    failing = false;
    expect(await worker.ask("Second")).toMatchObject({ status: "answered", text: "Fine" });
    expect(bedrock.lastTurns()).toEqual(["user: Second"]);
  });

  it("does not keep an answer without text, which Bedrock would refuse as a message", async () => {
    const { bedrock, worker } = await start(says(" \n"));
    expect(await worker.ask("First")).toMatchObject({ status: "answered" });
    await worker.ask("Second");
    expect(bedrock.lastTurns()).toEqual(["user: Second"]);
  });

  it("ends by itself when the app has gone, also in the middle of an answer", async () => {
    const { worker, child } = await start((answer) => answer.text("Once upon"));
    const { arrived, answer } = untilText(worker, "Tell me", "Once upon");
    await arrived;
    child.stdin.end();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    await answer.catch(() => undefined);
  });

  it("refuses a second prompt while one is being answered", async () => {
    const { worker } = await start((answer) => answer.text("Once upon"));
    const { arrived } = untilText(worker, "Tell me", "Once upon");
    await arrived;
    await expect(worker.ask("Another")).rejects.toThrow(/one at a time/);
  });
});

describe("cancelling an answer", () => {
  it("keeps in the conversation what the person saw of it, and the worker alive", async () => {
    const reason = new Error("the person pressed stop");
    const { bedrock, worker, child, clock } = await start((answer, request, index) => {
      if (index > 0) return says("Fine")(answer, request, index);
      answer.text("Once upon a time");
    });
    const { answer, arrived, controller } = untilText(worker, "Tell me a story", "Once upon a time");
    await arrived;
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(await worker.ask("Go on")).toMatchObject({ status: "answered", text: "Fine" });
    expect(bedrock.lastTurns()).toEqual([
      "user: Tell me a story",
      "assistant: Once upon a time",
      "user: Go on",
    ]);
    expect(child.exitCode).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it("before anything was seen forgets the prompt", async () => {
    const { bedrock, worker } = await start((answer, request, index) => {
      if (index > 0) says("Fine")(answer, request, index);
    });
    const controller = new AbortController();
    const answer = worker.ask("Tell me a story", { signal: controller.signal });
    await vi.waitFor(() => expect(bedrock.requests).toHaveLength(1), { timeout: 10_000 });
    controller.abort(new Error("stop"));
    await expect(answer).rejects.toThrow("stop");
    await worker.ask("Hello");
    expect(bedrock.lastTurns()).toEqual(["user: Hello"]);
  });

  it("does not send a prompt that was aborted before", async () => {
    const { bedrock, worker } = await start(says("Fine"));
    await expect(worker.ask("Never", { signal: AbortSignal.abort(new Error("early")) })).rejects.toThrow(
      "early",
    );
    await worker.ask("Hello");
    expect(bedrock.lastTurns()).toEqual(["user: Hello"]);
    expect(bedrock.requests).toHaveLength(1);
  });

  it("that comes too late does nothing to the next answer", async () => {
    const { child, worker } = await start(says("Fine"));
    await worker.ask("First");
    child.stdin.write('{"type":"cancel"}\n');
    expect(await worker.ask("Second")).toMatchObject({ status: "answered", text: "Fine" });
  });

  it("ends a worker that does not stop within its grace period", async () => {
    const { worker, child, clock } = await start((answer) => answer.text("Once upon"));
    const { answer, arrived, controller } = untilText(worker, "Tell me", "Once upon");
    await arrived;
    if (child.pid === undefined) throw new Error("no worker");
    process.kill(child.pid, "SIGSTOP");
    controller.abort(new Error("stop"));
    await clock.advance(4999);
    expect(child.signalCode).toBeNull();
    await clock.advance(1);
    await expect(answer).rejects.toThrow("stop");
    await vi.waitFor(() => expect(child.signalCode).toBe("SIGKILL"), { timeout: 10_000 });
    expect(await worker.ask("Hello?")).toEqual({ status: "worker-ended" } satisfies Answer);
  });
});

describe("a worker that never becomes ready", () => {
  it("is ended when its time is over", async () => {
    const clock = manualClock();
    const child = spawn("/bin/sh", ["-c", "while :; do sleep 1; done"], {
      env: {},
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    const conversing = converse(child, { type: "start", modelId: MODEL }, undefined, (ms, abort) =>
      clock.sleep(ms, abort),
    );
    await clock.advance(20_000);
    expect(await conversing).toBeUndefined();
    expect(child.signalCode).toBe("SIGKILL");
    expect(clock.pending).toBe(0);
  });
});

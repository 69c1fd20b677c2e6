import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { plainChildSandbox } from "../src/demo/plain-child.ts";
import type { Sandbox, SandboxCommand, SandboxOptions } from "../src/main/session/sandbox.ts";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { startSession } from "../src/main/session/start-session.ts";
import type { Session } from "../src/main/session/start-session.ts";
import { POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { WORKER_SCRIPT } from "./support/worker-script.ts";

const withSandbox = (): Promise<Rehearsal> =>
  rehearse({
    openSandbox: openSandboxRuntime,
    worker: { program: process.execPath, script: WORKER_SCRIPT },
  });

const workingFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("latchkey-session-"));

async function running(app: Rehearsal): Promise<Session> {
  const started = await startSession(await app.services());
  if (started.status !== "running") throw new Error(`expected running, got ${JSON.stringify(started)}`);
  return started.session;
}

describe("a session", () => {
  it("streams an answer, keeps the conversation, and leaves nothing behind", async () => {
    await using app = await withSandbox();
    await app.signInOnce();
    const before = workingFolders();
    const session = await running(app);
    const chunks: string[] = [];
    const first = await session.ask("Is the door open?", { onText: (text) => chunks.push(text) });
    const second = await session.ask("And now?");
    await session.stop();
    expect(first).toMatchObject({ status: "answered", text: expect.stringContaining("Is the door open?") });
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join("")).toBe((first as { text: string }).text);
    expect(second.status).toBe("answered");
    expect(workingFolders()).toEqual(before);
  });

  it("is recorded with the person, the account and the permission set", async () => {
    await using app = await withSandbox();
    await app.signInOnce();
    const session = await running(app);
    await session.ask("Who am I?");
    await session.stop();
    const event = app.mock.events().find(({ eventName }) => eventName === "ConverseStream");
    expect(event?.userIdentity).toMatchObject({
      type: "AssumedRole",
      accountId: POLICY.inferenceBedrockSsoAccountId,
      arn: expect.stringMatching(
        new RegExp(`assumed-role/AWSReservedSSO_${POLICY.inferenceBedrockSsoRoleName}_[0-9a-f]{16}/${USER}$`),
      ),
    });
  });

  it("fails with its reason when the credentials have ended, and does not refresh them", async () => {
    await using app = await withSandbox();
    await app.signInOnce();
    const session = await running(app);
    app.clock.advance(9 * 3_600_000);
    expect(await session.ask("Still there?")).toMatchObject({
      status: "failed",
      code: "credentials-expired",
    });
    await session.stop();
  });

  it("fails with its reason when the model is not allowed", async () => {
    await using app = await withSandbox();
    app.writePolicy({ ...POLICY, inferenceModels: ["us.anthropic.unknown-model-v1:0"] });
    await app.signInOnce();
    const session = await running(app);
    expect(await session.ask("Hello?")).toMatchObject({ status: "failed", code: "model-error" });
    await session.stop();
  });

  it("stops the answer when a prompt is aborted, and rejects with the abort's own reason", async () => {
    await using app = await withSandbox();
    await app.signInOnce();
    const session = await running(app);
    const controller = new AbortController();
    const reason = new Error("the person pressed stop");
    const asking = session.ask("A long story, please", {
      onText: () => controller.abort(reason),
      signal: controller.signal,
    });
    await expect(asking).rejects.toBe(reason);
    await session.stop();
  });

  it("confines its worker: only the Bedrock host, the app's data hidden, home in the working folder", async () => {
    const seen: { options?: SandboxOptions; command?: SandboxCommand } = {};
    const plain = plainChildSandbox();
    await using app = await rehearse({
      openSandbox: (options) => {
        seen.options = options;
        const sandbox: Sandbox = {
          ...plain,
          spawn: (command) => {
            seen.command = command;
            return plain.spawn(command);
          },
        };
        return Promise.resolve({ status: "ready", sandbox });
      },
      environment: { PATH: process.env["PATH"], HOME: "/home/person", AWS_PROFILE: "hostile" },
      worker: { program: process.execPath, script: WORKER_SCRIPT },
    });
    await app.signInOnce();
    const session = await running(app);
    await session.stop();
    expect(seen.options).toEqual({
      egress: [new URL(app.mock.bedrockUrl).host],
      hidden: [app.settings.dataFolder],
    });
    const { environment = {}, workingFolder, readable, arguments: words } = seen.command ?? {};
    expect(Object.keys(environment).toSorted()).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_DEFAULT_REGION",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "HOME",
      "PATH",
    ]);
    expect(environment["HOME"]).toBe(workingFolder);
    expect({ readable, words }).toEqual({ readable: [WORKER_SCRIPT], words: [WORKER_SCRIPT] });
  });

  it("does not start without a sandbox, and says what is missing", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    const before = workingFolders();
    expect(await startSession(await app.services())).toEqual({
      status: "sandbox-unavailable",
      message: "this rehearsal has no sandbox",
    });
    expect(workingFolders()).toEqual(before);
  });

  it("leaves no working folder when the sandbox fails to open", async () => {
    await using app = await rehearse({ openSandbox: () => Promise.reject(new Error("no namespaces")) });
    await app.signInOnce();
    const before = workingFolders();
    await expect(startSession(await app.services())).rejects.toThrow("no namespaces");
    expect(workingFolders()).toEqual(before);
  });

  it("asks for a sign-in when there is none", async () => {
    await using app = await withSandbox();
    expect(await startSession(await app.services())).toEqual({
      status: "sign-in-needed",
      reason: "first-use",
    });
  });
});

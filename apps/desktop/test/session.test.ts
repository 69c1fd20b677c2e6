import { describe, expect, it } from "vitest";
import { plainChildSandbox } from "../src/demo/plain-child.ts";
import type { Sandbox, SandboxCommand, SandboxOptions } from "../src/main/session/sandbox.ts";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { answerText, endedText } from "../src/main/session/session-text.ts";
import { POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { PLAIN, sessionFolders, sessionRig } from "./support/session-rig.ts";
import type { SessionRig } from "./support/session-rig.ts";
import { WORKER_SCRIPT } from "./support/worker-script.ts";

const HOUR = 3_600_000;

/** Signed in, with a session that runs in the real sandbox. */
async function running(app: Rehearsal): Promise<SessionRig> {
  await app.signInOnce();
  const rig = await sessionRig(app);
  const started = await rig.manager.start();
  if (started.state !== "running") throw new Error(`expected running, got ${JSON.stringify(started)}`);
  return rig;
}

const withSandbox = (): Promise<Rehearsal> => rehearse({ ...PLAIN, openSandbox: openSandboxRuntime });

describe("a sandboxed session", () => {
  it("streams an answer, keeps the conversation, and leaves nothing behind", async () => {
    await using app = await withSandbox();
    const { manager, names, machine } = await running(app);
    const chunks: string[] = [];
    const first = await manager.ask("Is the door open?", { onText: (text) => chunks.push(text) });
    const second = await manager.ask("And now?");
    expect(sessionFolders()).not.toEqual([]);
    await manager.end();
    expect(first).toMatchObject({ status: "answered", text: expect.stringContaining("Is the door open?") });
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join("")).toBe((first as { text: string }).text);
    expect(second.status).toBe("answered");
    expect(names()).toEqual([
      "starting credentials",
      "starting sandbox",
      "starting program",
      "running",
      "ended by-user",
    ]);
    expect(sessionFolders()).toEqual([]);
    expect(machine.pending).toBe(0);
  });

  it("is recorded with the person, the account and the permission set", async () => {
    await using app = await withSandbox();
    const { manager } = await running(app);
    await manager.ask("Who am I?");
    await manager.end();
    const event = app.mock.events().find(({ eventName }) => eventName === "ConverseStream");
    expect(event?.userIdentity).toMatchObject({
      type: "AssumedRole",
      accountId: POLICY.inferenceBedrockSsoAccountId,
      arn: expect.stringMatching(
        new RegExp(`assumed-role/AWSReservedSSO_${POLICY.inferenceBedrockSsoRoleName}_[0-9a-f]{16}/${USER}$`),
      ),
    });
  });

  it("ends with its reason when Bedrock says that the credentials have ended, and never refreshes them", async () => {
    await using app = await withSandbox();
    await app.signInOnce();
    // An app that does not know that time has passed: only Bedrock's word tells.
    const rig = await sessionRig(app, { services: { now: () => 0 } });
    await rig.manager.start();
    const minted = app.mock.requests({ operation: "GetRoleCredentials" }).length;
    app.clock.advance(9 * HOUR);
    const answer = await rig.manager.ask("Still there?");
    const requestId = app.mock.requests({ operation: "ConverseStream" }).at(-1)?.requestId;
    const ended = { state: "ended", mode: "aws-sso", reason: "expired", requestId };
    expect(answer).toEqual({ status: "session-ended", ended });
    expect(rig.manager.state()).toEqual(ended);
    expect(endedText(ended as never)).toMatch(/^This session has ended\. Start a new one/);
    await rig.manager.end();
    expect(sessionFolders()).toEqual([]);
    expect(app.mock.requests({ operation: "GetRoleCredentials" })).toHaveLength(minted);
    expect(await rig.manager.ask("And now?")).toEqual({ status: "session-ended", ended });
  });

  it("stays usable when the permission set does not allow the call, and says which action on which model", async () => {
    const Action = "bedrock:InvokeModelWithResponseStream";
    const denied = { Statement: { Effect: "Deny" as const, Action, Resource: "*" } };
    await using app = await rehearse({ ...PLAIN, openSandbox: openSandboxRuntime }, { inlinePolicy: denied });
    const { manager, services } = await running(app);
    const answer = await manager.ask("Hello?");
    expect(answer).toMatchObject({
      status: "failed",
      code: "access-denied",
      denied: { action: Action, modelId: POLICY.inferenceModels[0] },
    });
    expect(manager.state().state).toBe("running");
    expect(answerText(answer as never, services.decision)).toBe(
      `Your permission set BedrockInference does not allow ${Action} on ${POLICY.inferenceModels[0]}. Ask your administrator.`,
    );
    await manager.end();
  });

  it("stays usable when an answer fails or is stopped", async () => {
    await using app = await withSandbox();
    const { manager } = await running(app);
    const controller = new AbortController();
    const reason = new Error("the person pressed stop");
    const asking = manager.ask("A long story, please", {
      onText: () => controller.abort(reason),
      signal: controller.signal,
    });
    await expect(asking).rejects.toBe(reason);
    app.mock.faults.add({
      operation: "ConverseStream",
      kind: "error",
      status: 400,
      error: "ValidationException",
    });
    expect(await manager.ask("Hello?")).toMatchObject({ status: "failed", code: "model-error" });
    expect(await manager.ask("Hello?")).toMatchObject({ status: "answered" });
    await manager.end();
  });
});

describe("what a session gives its sandbox", () => {
  it("is only the Bedrock host and what the policy allows, the app's data hidden, home in the working folder", async () => {
    const seen: { options?: SandboxOptions; command?: SandboxCommand; reached?: string } = {};
    const plain = plainChildSandbox();
    await using app = await rehearse({
      ...PLAIN,
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
      proxyFor: async ({ host }) => {
        seen.reached = host;
        return { https: "http://proxy.corp.example:3128" };
      },
    });
    app.writePolicy({ ...POLICY, coworkEgressAllowedHosts: ["*.corp.example.com", "*", "169.254.169.254"] });
    await (await running(app)).manager.end();
    expect(seen.options).toEqual({
      egress: [new URL(app.mock.bedrockUrl).host, "*.corp.example.com"],
      hidden: [app.settings.dataFolder],
      proxy: { https: "http://proxy.corp.example:3128" },
    });
    expect(seen.reached).toBe(new URL(app.mock.bedrockUrl).host);
    const { environment = {}, workingFolder, readable, arguments: words } = seen.command ?? {};
    expect(Object.keys(environment).toSorted()).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_DEFAULT_REGION",
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "HOME",
      "LATCHKEY_MODEL_ID",
      "PATH",
    ]);
    expect(environment["HOME"]).toBe(workingFolder);
    expect({ readable, words }).toEqual({ readable: [WORKER_SCRIPT], words: [WORKER_SCRIPT] });
    // The policy's own mistakes are not dropped silently.
    expect(app.log.filter((line) => line.includes("egress entry not allowed"))).not.toEqual([]);
  });

  it("without endpoint overrides is the region's own host, or the policy's base URL", async () => {
    const seen: SandboxOptions[] = [];
    await using app = await rehearse({
      openSandbox: (options) => {
        seen.push(options);
        return Promise.resolve({ status: "unavailable", message: "only looking" });
      },
    });
    await app.signInOnce();
    for (const policy of [
      POLICY,
      { ...POLICY, inferenceBedrockBaseUrl: "https://bedrock.corp.example:8443" },
    ]) {
      app.writePolicy(policy);
      const rig = await sessionRig(app);
      const { endpoints: _, ...settings } = rig.services.settings;
      const direct = await sessionRig(app, { services: { settings } });
      await direct.manager.start();
    }
    expect(seen.map(({ egress }) => egress)).toEqual([
      ["bedrock-runtime.us-west-2.amazonaws.com:443"],
      ["bedrock.corp.example:8443"],
    ]);
  });
});

/** The composer in the modes without AWS sign-in: the same work, another credential, and never a sign-in page. */
import { temporaryDirectory } from "@latchkey/test-kit";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { plantProgram } from "./support/planted-program.ts";
import { POLICY, rehearse } from "./support/rehearsal.ts";
import { PLAIN, refuseLeftFolders } from "./support/session-rig.ts";
import { answerAtOnce, workRig } from "./support/work-rig.ts";
import type { WorkRig } from "./support/work-rig.ts";
import type { Respond } from "./support/fake-bedrock.ts";

const TOKEN = "ABSKdGVzdC1kYXRhOm5vdC1hLXJlYWwta2V5";
const EXPORTED = {
  Version: 1,
  AccessKeyId: "ASIAPROFILE",
  SecretAccessKey: "planted-secret-key",
  SessionToken: "planted-session-token",
  Expiration: "2199-01-01T00:00:00Z",
};

beforeEach(refuseLeftFolders);

/** The credential of each mode, as a policy has it; programs are planted in the folder. */
const POLICIES: Readonly<Record<string, (folder: string) => object>> = {
  "bearer-token": () => ({ inferenceBedrockBearerToken: TOKEN }),
  profile: (folder) => ({
    inferenceBedrockProfile: "work",
    inferenceBedrockAwsCliPath: plantProgram(folder, "aws", `echo '${JSON.stringify(EXPORTED)}'`),
  }),
  "credential-helper": (folder) => ({
    inferenceCredentialHelper: plantProgram(folder, "helper", `printf %s ${TOKEN}`),
  }),
};

async function rigIn(mode: string, respond: Respond = answerAtOnce): Promise<WorkRig> {
  const folder = temporaryDirectory();
  onTestFinished(() => folder[Symbol.dispose]());
  const app = await rehearse(PLAIN);
  onTestFinished(() => app[Symbol.asyncDispose]());
  const { inferenceBedrockRegion, inferenceModels } = POLICY;
  app.writePolicy({
    inferenceProvider: "bedrock",
    inferenceBedrockRegion,
    inferenceModels,
    ...POLICIES[mode]?.(folder.path),
  });
  return workRig(respond, {}, app);
}

test.each([
  ["bearer-token", `Bearer ${TOKEN}`],
  ["profile", "Credential=ASIAPROFILE/"],
  ["credential-helper", `Bearer ${TOKEN}`],
])("mode %s answers with its own credential, and tells no secret", async (mode, authorization) => {
  const { desk, app, bedrock, work, untilTurn } = await rigIn(mode);
  expect(desk.app.state.screen).toMatchObject({ name: "other-credential", mode });
  desk.app.ask({ text: "Hello?" });
  expect(await untilTurn("answered")).toMatchObject({ text: "Hello there" });
  expect(bedrock.requests[0]?.headers.authorization).toContain(authorization);
  expect("until" in work().session).toBe(mode === "profile");
  await desk.app.newSession();
  expect(work()).toMatchObject({ session: { state: "idle" }, turns: [] });
  const told = JSON.stringify([desk.states, desk.texts, app.log]);
  for (const secret of [TOKEN, EXPORTED.SecretAccessKey, EXPORTED.SessionToken])
    expect(told.includes(secret), secret).toBe(false);
});

test.each([
  ["bearer-token", false],
  ["credential-helper", true],
])("what Bedrock refuses in mode %s ends the session; to be had anew: %s", async (mode, isRenewable) => {
  const { desk, untilTurn, untilSession } = await rigIn(mode, (answer) =>
    answer.refuse(403, "ExpiredTokenException"),
  );
  desk.app.ask({ text: "Hello?" });
  expect(await untilTurn("failed")).toMatchObject({ failure: { code: "session-ended" } });
  expect(await untilSession("ended")).toMatchObject({ reason: "refused", isRenewable, requestId: "r-1" });
});

test("a helper that fails is said in its own words, and the next prompt runs it again", async () => {
  const folder = temporaryDirectory();
  onTestFinished(() => folder[Symbol.dispose]());
  const app = await rehearse(PLAIN);
  onTestFinished(() => app[Symbol.asyncDispose]());
  const path = plantProgram(folder.path, "helper", "exit 3");
  app.writePolicy({
    inferenceProvider: "bedrock",
    inferenceBedrockRegion: POLICY.inferenceBedrockRegion,
    inferenceCredentialHelper: path,
    inferenceModels: POLICY.inferenceModels,
  });
  const { desk, untilSession, untilTurn } = await workRig(undefined, {}, app);
  desk.app.ask({ text: "Hello?" });
  expect(await untilSession("not-started")).toMatchObject({
    failure: { code: "credentials-unavailable", detail: expect.stringContaining("exit code 3") },
  });
  plantProgram(folder.path, "helper", `printf %s ${TOKEN}`);
  desk.app.ask({ text: "Hello?" });
  await untilTurn("answered");
});

test("without a model in the policy a prompt says so", async () => {
  const app = await rehearse(PLAIN);
  onTestFinished(() => app[Symbol.asyncDispose]());
  app.writePolicy({
    inferenceProvider: "bedrock",
    inferenceBedrockRegion: POLICY.inferenceBedrockRegion,
    inferenceBedrockBearerToken: TOKEN,
  });
  const { desk, work, untilSession } = await workRig(undefined, {}, app);
  expect(work().models).toEqual([]);
  desk.app.ask({ text: "Hello?" });
  expect(await untilSession("not-started")).toEqual({ state: "not-started", failure: { code: "no-model" } });
});

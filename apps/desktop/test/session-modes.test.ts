import type { SeedBedrockApiKey } from "@latchkey/mock-identity-center";
import { temporaryDirectory } from "@latchkey/test-kit";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { plantProgram } from "./support/planted-program.ts";
import { POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { PLAIN, refuseLeftFolders, sessionRig } from "./support/session-rig.ts";
import type { SessionRig } from "./support/session-rig.ts";

const AWS_CLI = "/usr/bin/aws";
const API_KEY = "ABSKdGVzdC1kYXRhOm5vdC1hLXJlYWwta2V5";
const KEY: SeedBedrockApiKey = {
  apiKey: API_KEY,
  accountId: "111122223333",
  userName: "BedrockAPIKey-abcd",
  inlinePolicy: { Statement: { Effect: "Allow", Action: "bedrock:*", Resource: "*" } },
};
const BEDROCK = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: POLICY.inferenceBedrockRegion,
  inferenceModels: POLICY.inferenceModels,
};

beforeEach(refuseLeftFolders);

/** An app in the real sandbox, whose Bedrock knows one API key. */
async function appWith(policy: object, key: Partial<SeedBedrockApiKey> = {}): Promise<Rehearsal> {
  const app = await rehearse(
    { ...PLAIN, openSandbox: openSandboxRuntime },
    { bedrockApiKeys: [{ ...KEY, ...key }] },
  );
  onTestFinished(() => app[Symbol.asyncDispose]());
  app.writePolicy({ ...BEDROCK, ...policy });
  return app;
}

async function rigOf(app: Rehearsal): Promise<SessionRig> {
  const rig = await sessionRig(app);
  onTestFinished(() => rig.manager.quit());
  return rig;
}

function folder(): string {
  const made = temporaryDirectory();
  onTestFinished(() => made[Symbol.dispose]());
  return made.path;
}

/** Starts, asks one question, and gives the record of the call. */
async function answered(rig: SessionRig, app: Rehearsal) {
  expect(await rig.manager.start()).toMatchObject({ state: "running", sandbox: "sandbox-runtime" });
  const answer = await rig.manager.ask("Which door?");
  expect(answer).toMatchObject({ status: "answered", text: expect.stringContaining("Which door?") });
  return app.mock.events().findLast(({ eventName }) => eventName === "ConverseStream");
}

/** Nothing that was shown or logged holds the secret. */
function expectUntold(app: Rehearsal, rig: SessionRig, ...secrets: string[]): void {
  const told = [...app.log, JSON.stringify(rig.states)];
  for (const secret of secrets) expect(told.some((text) => text.includes(secret))).toBe(false);
}

/** Role credentials of the mock, as a credentials file has them. */
async function appWithProfile(): Promise<{ app: Rehearsal; secrets: string[]; expiresAt: Date }> {
  if (!existsSync(AWS_CLI)) throw new Error("run as root: apt-get install -y awscli");
  const app = await appWith(POLICY);
  const minted = await mintCredentials(await app.signInOnce());
  if (minted.status !== "issued") throw new Error(minted.status);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = minted.credentials;
  const secrets = [secretAccessKey.reveal(), sessionToken.reveal()];
  const aws = join(folder(), "company aws");
  mkdirSync(aws);
  writeFileSync(
    join(aws, "credentials"),
    `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secrets[0]}\naws_session_token = ${secrets[1]}\n`,
  );
  const printed = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secrets[0],
    SessionToken: secrets[1],
    Expiration: expiration.toISOString(),
  };
  writeFileSync(join(aws, "printed.json"), JSON.stringify(printed));
  writeFileSync(
    join(aws, "config"),
    `[profile process]\ncredential_process = /bin/cat "${join(aws, "printed.json")}"\n`,
  );
  app.writePolicy({
    ...BEDROCK,
    inferenceBedrockProfile: "work",
    inferenceBedrockAwsDir: aws,
    inferenceBedrockAwsCliPath: AWS_CLI,
  });
  return { app, secrets, expiresAt: expiration };
}

/** A helper that counts its runs. */
async function appWithHelper(body: string, settings: object = {}, key: Partial<SeedBedrockApiKey> = {}) {
  const home = folder();
  const runs = join(home, "runs");
  const path = plantProgram(home, "helper", `echo run >> "${runs}"\n${body}`);
  const app = await appWith({ inferenceCredentialHelper: path, ...settings }, key);
  return { app, runs: () => readFileSync(runs, "utf8").split("\n").length - 1 };
}

describe("mode bearer-token", () => {
  it("answers in the sandbox as the IAM user of the token, and does not know when it ends", async () => {
    const app = await appWith({ inferenceBedrockBearerToken: API_KEY });
    expect((await app.start()).screen).toMatchObject({
      name: "other-credential",
      decision: { mode: "bearer-token" },
    });
    const rig = await rigOf(app);
    expect(await answered(rig, app)).toMatchObject({
      userIdentity: { type: "IAMUser", userName: KEY.userName },
      additionalEventData: { callWithBearerToken: true },
    });
    expect(rig.manager.state()).toMatchObject({ mode: "bearer-token", credentials: { refreshed: false } });
    expect(rig.manager.state()).not.toHaveProperty("remainingMs");
    expect(rig.machine.pending).toBe(0);
    expectUntold(app, rig, API_KEY);
  });

  it.each([
    ["has ended", { expiresAt: "2020-01-01T00:00:00Z" }],
    ["is unknown", { apiKey: "ABSKc29tZXRoaW5nIGVsc2U=" }],
  ])("a token that %s ends the session as refused", async (_, key) => {
    const app = await appWith({ inferenceBedrockBearerToken: API_KEY }, key);
    const { manager } = await rigOf(app);
    await manager.start();
    expect(await manager.ask("Which door?")).toMatchObject({
      status: "session-ended",
      ended: { mode: "bearer-token", reason: "refused", requestId: expect.any(String) },
    });
  });

  it("a token that may not make the call leaves the session usable, and names the action", async () => {
    const inlinePolicy = {
      Statement: { Effect: "Allow" as const, Action: "bedrock:InvokeModel*", Resource: "*" },
    };
    const app = await appWith({ inferenceBedrockBearerToken: API_KEY }, { inlinePolicy });
    const { manager } = await rigOf(app);
    await manager.start();
    expect(await manager.ask("Which door?")).toMatchObject({
      code: "access-denied",
      denied: { action: "bedrock:CallWithBearerToken" },
    });
    expect(manager.state().state).toBe("running");
  });
});

describe("mode profile, with the AWS CLI of Debian", () => {
  it("answers in the sandbox as the profile's role", async () => {
    const { app, secrets } = await appWithProfile();
    const rig = await rigOf(app);
    expect(await answered(rig, app)).toMatchObject({
      userIdentity: { type: "AssumedRole", arn: expect.stringMatching(new RegExp(`/${USER}$`)) },
    });
    expect(rig.manager.state()).toMatchObject({ mode: "profile" });
    expectUntold(app, rig, ...secrets);
  });

  it("knows when the credentials end if the profile says so, and ends then", async () => {
    const { app, expiresAt } = await appWithProfile();
    const policy = { ...BEDROCK, inferenceBedrockProfile: "process", inferenceBedrockAwsCliPath: AWS_CLI };
    const { decision } = await app.start();
    if (decision.mode !== "profile") throw new Error(decision.mode);
    app.writePolicy({ ...policy, inferenceBedrockAwsDir: decision.awsConfigDirectory });
    const { manager } = await rigOf(app);
    expect(await manager.start()).toMatchObject({ credentials: { expiresAt } });
    app.clock.advance(9 * 3_600_000);
    expect(await manager.ask("Which door?")).toMatchObject({ ended: { reason: "expired" } });
  });

  it("does not start a session for a profile that is not there, and says so", async () => {
    const { app } = await appWithProfile();
    app.writePolicy({ ...BEDROCK, inferenceBedrockProfile: "other", inferenceBedrockAwsCliPath: AWS_CLI });
    const rig = await rigOf(app);
    expect(await rig.manager.start()).toMatchObject({
      state: "not-started",
      mode: "profile",
      failure: { status: "credentials-unavailable", code: "profile-missing" },
    });
    expect(rig.names()).toEqual(["starting credentials", "not-started credentials-unavailable"]);
  });
});

describe("mode credential-helper", () => {
  it.each([
    ["a bare token", `echo ${API_KEY}`],
    ["JSON", `echo '{"token": "${API_KEY}"}'`],
    ["a token, slowly", `sleep 0.3; echo ${API_KEY}`],
  ])("that prints %s answers in the sandbox", async (_, body) => {
    const { app } = await appWithHelper(body);
    const rig = await rigOf(app);
    expect(await answered(rig, app)).toMatchObject({ userIdentity: { type: "IAMUser" } });
    expect(rig.manager.state()).toMatchObject({ mode: "credential-helper" });
    expectUntold(app, rig, API_KEY);
  });

  it.each([
    ["fails", "echo planted-word >&2; exit 3", "helper-failed"],
    ["prints junk", "echo planted-word and more", "helper-output"],
    ["prints JSON without a token", `echo '{"planted-word": 1}'`, "helper-output"],
  ])("that %s starts no session, and its words are not told", async (_, body, code) => {
    const { app } = await appWithHelper(body);
    const rig = await rigOf(app);
    expect(await rig.manager.start()).toMatchObject({
      state: "not-started",
      failure: { status: "credentials-unavailable", code },
    });
    expectUntold(app, rig, "planted-word");
  });

  it("that is too slow can be cancelled, and is ended", async () => {
    const { app } = await appWithHelper("sleep 600");
    const { manager, names } = await rigOf(app);
    const starting = manager.start();
    await manager.end();
    expect((await starting).state).toBe("ended");
    expect(names()).toEqual(["starting credentials", "ended by-user"]);
  });

  it("is not asked again for the next session while its token lasts, but is when Bedrock refuses the token", async () => {
    const { app, runs } = await appWithHelper(`echo ${API_KEY}`);
    const { manager } = await rigOf(app);
    await manager.start();
    await manager.end();
    await manager.start();
    expect(runs()).toBe(1);
    app.mock.faults.add({
      operation: "ConverseStream",
      kind: "error",
      status: 403,
      error: "ExpiredTokenException",
    });
    expect(await manager.ask("Which door?")).toMatchObject({ ended: { reason: "refused" } });
    await manager.start();
    expect(runs()).toBe(2);
    expect(await manager.ask("Which door?")).toMatchObject({ status: "answered" });
  });
});

/** The connection test against a Bedrock that is as strict as AWS's, and against things that are none. */
import type { SeedBedrockApiKey } from "@latchkey/mock-identity-center";
import { localServer } from "@latchkey/test-kit";
import type { LocalResponse } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import type { ConnectionTest, Draft } from "../../src/shared/configuration-schema.ts";
import { NotNow } from "../../src/main/shell/ipc.ts";
import { COMPLETE, configurationRig, WITH_TOKEN } from "../support/configuration-rig.ts";
import { rehearse } from "../support/rehearsal.ts";

const API_KEY = "ABSKdGVzdC1kYXRhOm5vdC1hLXJlYWwta2V5";
const allow = { Statement: { Effect: "Allow", Action: "bedrock:*", Resource: "*" } } as const;
const DRAFT = { ...WITH_TOKEN, inferenceBedrockBearerToken: API_KEY };

/** Over Node's network. */
const real = (address: string, init: RequestInit): Promise<Response> => fetch(address, init);

const deny = { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } as const;

async function testAgainstMock(
  draft: Draft,
  key: { readonly inlinePolicy?: SeedBedrockApiKey["inlinePolicy"] } = {},
): Promise<{
  readonly result: ConnectionTest;
  readonly requests: readonly string[];
}> {
  const user = { apiKey: API_KEY, accountId: "111122223333", userName: "BedrockAPIKey-abcd" };
  await using app = await rehearse({}, { bedrockApiKeys: [{ ...user, inlinePolicy: allow, ...key }] });
  using rig = configurationRig({ fetch: real, bedrock: app.mock.bedrockUrl });
  const since = app.mock.lastRequest;
  const result = await rig.controller.testConnection(draft);
  expect(rig.log.join("")).not.toContain(API_KEY);
  return { result, requests: app.mock.requests({ since }).map(({ operation }) => operation ?? "") };
}

async function testAgainst(answer: (response: LocalResponse) => void): Promise<ConnectionTest> {
  await using server = await localServer((_request, response) => answer(response));
  using rig = configurationRig({ fetch: real, bedrock: server.url.href });
  return await rig.controller.testConnection(DRAFT);
}

describe("with a bearer token", () => {
  it("asks the first model one thing, and says that it works", async () => {
    const { result, requests } = await testAgainstMock({
      ...DRAFT,
      inferenceModels: [...WITH_TOKEN.inferenceModels, "other.model"],
    });
    expect(result).toEqual({ status: "works", modelId: WITH_TOKEN.inferenceModels[0] });
    expect(requests).toEqual(["Converse"]);
  });

  it.each([
    ["a token that nobody knows", { ...DRAFT, inferenceBedrockBearerToken: "ABSKc29tZXRoaW5nIGVsc2U=" }, {}],
    ["a model that is not there", { ...DRAFT, inferenceModels: ["us.anthropic.claude-unknown-v9:0"] }, {}],
    ["a user who may not", DRAFT, { inlinePolicy: deny }],
  ])("%s is refused, with what AWS says about it", async (_, draft, key) => {
    const { result } = await testAgainstMock(draft, key);
    expect(result).toMatchObject({
      status: "refused",
      httpStatus: expect.any(Number),
      errorName: expect.stringMatching(/Exception$/),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("sends the token, one token's worth of question and the service tier to the endpoint of the configuration", async () => {
    const asked: [string, RequestInit][] = [];
    using rig = configurationRig({
      fetch: async (address, init) => {
        asked.push([address, init]);
        return new Response("{}", { status: 500 });
      },
    });
    const where = {
      inferenceBedrockBaseUrl: "https://vpce-1.example.com",
      inferenceBedrockServiceTier: "flex",
    };
    await rig.controller.testConnection({
      ...DRAFT,
      ...where,
      inferenceModels: ["arn:aws:bedrock:us-west-2:1:x/y"],
    });
    const [[address, init] = ["", {}]] = asked;
    expect(address).toBe(
      "https://vpce-1.example.com/model/arn%3Aaws%3Abedrock%3Aus-west-2%3A1%3Ax%2Fy/converse",
    );
    expect(init.headers).toMatchObject({ Authorization: `Bearer ${API_KEY}` });
    expect(init).toMatchObject({ method: "POST", redirect: "manual", credentials: "omit" });
    expect(JSON.parse(init.body as string)).toMatchObject({
      inferenceConfig: { maxTokens: 1 },
      serviceTier: { type: "flex" },
    });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, (response: LocalResponse) => void, object]>([
    [
      "a page of a proxy",
      (to) => to.writeHead(200).end("<html>Log in to the wireless network"),
      { status: "refused", httpStatus: 200 },
    ],
    [
      "JSON of something else",
      (to) => to.writeHead(200).end('{"output":"hello"}'),
      { status: "refused", httpStatus: 200 },
    ],
    [
      "a redirect",
      (to) => to.writeHead(302, { location: "https://evil.example/" }).end(),
      { status: "refused", httpStatus: 302 },
    ],
    [
      "a hostile error name",
      (to) => to.writeHead(400, { "x-amzn-errortype": "a b<script>", "x-amzn-requestid": "x y" }).end(),
      { status: "refused", httpStatus: 400 },
    ],
    [
      "an error name in the body",
      (to) => to.writeHead(400).end('{"__type":"com.amazon.coral#ValidationException"}'),
      { status: "refused", httpStatus: 400, errorName: "ValidationException" },
    ],
    [
      "an answer without end",
      (to) => to.writeHead(200).end("x".repeat(10_000_000)),
      { status: "refused", httpStatus: 200 },
    ],
  ])("%s does not pass for Bedrock", async (_, answer, expected) => {
    expect(await testAgainst(answer)).toEqual(expected);
  });

  it.each([
    ["a redirect as Electron reports it", "Redirect was cancelled", "REDIRECTED"],
    ["a machine that is offline", "net::ERR_INTERNET_DISCONNECTED", "ERR_INTERNET_DISCONNECTED"],
  ])("%s says so", async (_, message, code) => {
    using rig = configurationRig({ fetch: () => Promise.reject(new Error(message)) });
    expect(await rig.controller.testConnection(DRAFT)).toEqual({ status: "unreachable", code });
  });
});

describe("in the other modes nothing is asked", () => {
  it.each<[string, Draft, object]>([
    ["AWS sign-in", COMPLETE, { status: "not-verifiable", mode: "aws-sso" }],
    [
      "a profile",
      { ...COMPLETE, inferenceBedrockProfile: "p" },
      { status: "not-verifiable", mode: "profile" },
    ],
    [
      "a helper",
      {
        inferenceProvider: "bedrock",
        inferenceBedrockRegion: "us-west-2",
        inferenceCredentialHelper: "/opt/helper",
      },
      { status: "not-verifiable", mode: "credential-helper" },
    ],
    [
      "no credential",
      { inferenceProvider: "bedrock", inferenceBedrockRegion: "us-west-2" },
      { status: "not-configured", mode: "none" },
    ],
    ["nothing", {}, { status: "not-configured", mode: "inactive" }],
    [
      "a broken token",
      { ...DRAFT, inferenceBedrockBearerToken: "Bearer x" },
      { status: "not-configured", mode: "config-error" },
    ],
    [
      "no model",
      { ...DRAFT, inferenceModels: [] },
      { status: "not-configured", mode: "bearer-token", reason: expect.stringContaining("model list") },
    ],
  ])("%s", async (_, draft, expected) => {
    let asked = 0;
    using rig = configurationRig({ fetch: () => Promise.reject(new Error(`asked ${(asked += 1)}`)) });
    expect(await rig.controller.testConnection(draft)).toMatchObject(expected);
    expect(asked).toBe(0);
  });
});

it("a managed token goes to the managed address alone, whatever the page sends", async () => {
  const asked: string[] = [];
  using rig = configurationRig({
    fetch: async (address) => {
      asked.push(new URL(address).host);
      return new Response("{}", { status: 403 });
    },
  });
  rig.writeManaged(DRAFT);
  const { values } = await rig.controller.state();
  const moved = { ...values, inferenceBedrockBaseUrl: "https://evil.example" };
  expect((await rig.controller.testConnection(moved)).status).toBe("refused");
  expect(asked).toEqual(["bedrock-runtime.us-west-2.amazonaws.com"]);
});

it("a test that is under way ends with the window, and when another begins", async () => {
  const signals: AbortSignal[] = [];
  using rig = configurationRig({
    fetch: (_address, { signal }) =>
      new Promise((_resolve, reject) => {
        if (!signal) return;
        signals.push(signal);
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  });
  const first = rig.controller.testConnection(DRAFT).catch((error: unknown) => error);
  await expect.poll(() => signals.length).toBe(1);
  const second = rig.controller.testConnection(DRAFT).catch((error: unknown) => error);
  expect(await first).toBeInstanceOf(NotNow);
  await expect.poll(() => signals.length).toBe(2);
  rig.controller.windowClosed();
  expect(await second).toBeInstanceOf(NotNow);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

it("a reachability test that is stopped while the policy is still read asks no host", async () => {
  const asked: string[] = [];
  using rig = configurationRig({
    fetch: (address) => {
      asked.push(address);
      return Promise.reject(new Error("net::ERR_NAME_NOT_RESOLVED"));
    },
  });
  const begin = (): Promise<unknown> =>
    rig.controller.testReachability(DRAFT).catch((error: unknown) => error);
  const stopped = begin();
  rig.controller.stopReachability();
  const closed = begin();
  rig.controller.windowClosed();
  expect(await stopped).toBeInstanceOf(NotNow);
  expect(await closed).toBeInstanceOf(NotNow);
  const [replaced, last] = [begin(), begin()];
  expect(await replaced).toBeInstanceOf(NotNow);
  expect(await last).toBe(1);
  await expect.poll(() => rig.results.at(-1)?.status).toBe("unreachable");
  expect(new Set(asked).size).toBe(asked.length);
});

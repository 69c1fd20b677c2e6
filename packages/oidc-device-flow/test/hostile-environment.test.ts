/** Every AWS variable and a hostile `~/.aws` at once: nothing changes on the wire, for any operation. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { RegisterClientCommand, SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { secret } from "@latchkey/secret";
import { awsVariablesReadBy, hostileAws } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeviceFlow, RequestHandlerLike } from "../src/index.ts";
import { OIDC } from "./support/answers.ts";
import { authorization, flowUnderTest, REGISTRATION } from "./support/flow.ts";
import { withoutNetwork } from "./support/no-network.ts";

withoutNetwork();

// One for the whole file: the SDK remembers the first home folder and the first files that it saw.
const hostile = hostileAws();

const AWS_NAME = /^_?(?:AWS|X_AMZN)_/;

function setHostileVariables(): void {
  for (const [name, value] of Object.entries(hostile.variables)) vi.stubEnv(name, value);
}

function setHostileHomeOnly(): void {
  for (const name of Object.keys(process.env)) if (AWS_NAME.test(name)) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", hostile.home);
  vi.stubEnv("USERPROFILE", hostile.home);
}

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Notes each request and refuses it with something that a retry would answer. */
function recorder(): { readonly handler: RequestHandlerLike; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const handle: RequestHandlerLike["handle"] = (request) => {
    const { method, protocol, hostname, port, path, query, headers, body } = request;
    const { "amz-sdk-invocation-id": _, ...fixed } = headers;
    const search = new URLSearchParams(query as Record<string, string>).toString();
    const authority = port === undefined ? hostname : `${hostname}:${port}`;
    const url = `${method} ${protocol}//${authority}${path}${search === "" ? "" : `?${search}`}`;
    const text = new TextDecoder().decode(body as Uint8Array);
    sent.push({ url, headers: fixed, body: JSON.parse(text) as unknown });
    return Promise.resolve({ response: { statusCode: 503, headers: {} } });
  };
  return { handler: { handle }, sent };
}

const CLIENT = { clientId: "client-id", clientSecret: "planted-client-secret" };
const CALLS: readonly (readonly [string, string, object, (flow: DeviceFlow) => Promise<unknown>])[] = [
  [
    "RegisterClient",
    "/client/register",
    {
      clientName: "Latchkey",
      clientType: "public",
      grantTypes: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
      scopes: ["sso:account:access"],
    },
    (flow) => flow.registerClient({ clientName: "Latchkey" }),
  ],
  [
    "StartDeviceAuthorization",
    "/device_authorization",
    { ...CLIENT, startUrl: "https://acme.awsapps.com/start" },
    (flow) =>
      flow.startDeviceAuthorization({
        registration: REGISTRATION,
        startUrl: "https://acme.awsapps.com/start",
      }),
  ],
  [
    "CreateToken with a refresh token",
    "/token",
    { ...CLIENT, grantType: "refresh_token", refreshToken: "refresh-token" },
    (flow) => flow.refresh({ registration: REGISTRATION, refreshToken: secret("refresh-token") }),
  ],
];

function headersFor(body: object): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    "content-length": String(JSON.stringify(body).length),
    host: "oidc.us-east-1.amazonaws.com",
    "user-agent": "aws-sdk-js lib/latchkey-oidc-device-flow m/N,E",
    "x-amz-user-agent": "aws-sdk-js",
    "amz-sdk-request": "attempt=1; max=1",
  };
}

afterEach(() => vi.unstubAllEnvs());
afterAll(() => hostile[Symbol.dispose]());

describe.each([
  ["every AWS variable", setHostileVariables],
  ["a hostile ~/.aws of the home folder", setHostileHomeOnly],
])("%s", (_title, set) => {
  beforeEach(set);

  it.each(CALLS)("changes nothing of %s", async (_operation, path, body, call) => {
    const { handler, sent } = recorder();
    await expect(call(flowUnderTest({ requestHandler: handler }).flow)).rejects.toMatchObject({
      status: 503,
    });
    expect(sent).toEqual([
      { url: `POST https://oidc.us-east-1.amazonaws.com${path}`, headers: headersFor(body), body },
    ]);
  });

  it("changes nothing of a poll", async () => {
    const { handler, sent } = recorder();
    const { flow, clock } = flowUnderTest({ requestHandler: handler });
    const code = { ...authorization(clock), expiresAt: new Date(clock.now() + 1500) };
    const polling = flow.pollForToken({ registration: REGISTRATION, authorization: code });
    await clock.advanceToNextSleep();
    await clock.advanceToNextSleep();
    expect(await polling).toEqual({ status: "expired" });
    const grantType = "urn:ietf:params:oauth:grant-type:device_code";
    const body = { ...CLIENT, grantType, deviceCode: "planted-device-code" };
    expect(sent).toEqual([
      { url: "POST https://oidc.us-east-1.amazonaws.com/token", headers: headersFor(body), body },
    ]);
  });

  it("moves nothing when the package's own connections are used", async () => {
    nock(OIDC).post("/client/register").reply(503, "");
    await expect(flowUnderTest().flow.registerClient({ clientName: "x" })).rejects.toMatchObject({
      status: 503,
    });
  });

  it("would have led a client of the SDK astray", async () => {
    const { handler, sent } = recorder();
    const client = new SSOOIDCClient({ requestHandler: handler as never });
    const command = new RegisterClientCommand({ clientName: "x", clientType: "public" });
    await expect(client.send(command)).rejects.toBeInstanceOf(Error);
    expect(sent.map(({ url }) => new URL(url.replace("POST ", "")).hostname)).not.toContain(
      "oidc.us-east-1.amazonaws.com",
    );
  });
});

it("every variable that the installed SDK can read is among the hostile ones", () => {
  const manifest = createRequire(import.meta.url).resolve("@aws-sdk/client-sso-oidc/package.json");
  const read = awsVariablesReadBy(dirname(manifest));
  expect(read).toContain("AWS_ENDPOINT_URL");
  const set = Object.keys(hostile.variables);
  const unknown = read.filter(
    (name) => !set.some((known) => known === name || (name.endsWith("_") && known.startsWith(name))),
  );
  expect(unknown, "add them to tooling/test-kit/src/hostile-aws.ts").toEqual([]);
});

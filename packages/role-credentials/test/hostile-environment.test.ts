/** Every AWS variable and a hostile `~/.aws` at once: nothing changes on the wire, for any operation. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { GetRoleCredentialsCommand, SSOClient } from "@aws-sdk/client-sso";
import { secret } from "@latchkey/secret";
import { awsVariablesReadBy, hostileAws, manualClock } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortal, RequestHandlerLike } from "../src/index.ts";
import { collect } from "./support/lists.ts";

const PORTAL = "https://portal.sso.us-east-1.amazonaws.com";
const AWS_NAME = /^_?(?:AWS|X_AMZN)_/;

// One for the whole file: the SDK remembers the first home folder and the first files that it saw.
const hostile = hostileAws();

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  vi.unstubAllEnvs();
  nock.cleanAll();
});
afterAll(() => {
  hostile[Symbol.dispose]();
  nock.enableNetConnect();
});

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

/** Notes each request and refuses it in a way that no list asks again for. */
function recorder(): { readonly handler: RequestHandlerLike; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const handle: RequestHandlerLike["handle"] = (request) => {
    const { method, protocol, hostname, port, path, query, headers, body } = request;
    const { "amz-sdk-invocation-id": _, ...fixed } = headers;
    const parameters = new URLSearchParams(query as Record<string, string>);
    parameters.sort();
    const search = parameters.toString();
    const authority = port === undefined ? hostname : `${hostname}:${port}`;
    const url = `${method} ${protocol}//${authority}${path}${search === "" ? "" : `?${search}`}`;
    sent.push({ url, headers: fixed, body });
    return Promise.resolve({ response: { statusCode: 407, headers: {} } });
  };
  return { handler: { handle }, sent };
}

const accessToken = secret("access-token");
const accountId = "111122223333";
const CALLS: readonly (readonly [string, string, (portal: AccessPortal) => Promise<unknown>])[] = [
  [
    "GetRoleCredentials",
    `GET ${PORTAL}/federation/credentials?account_id=111122223333&role_name=Reader`,
    (portal) => portal.getRoleCredentials({ accessToken, accountId, roleName: "Reader" }),
  ],
  [
    "ListAccounts",
    `GET ${PORTAL}/assignment/accounts?max_result=100`,
    (portal) => collect(portal.listAccounts({ accessToken })),
  ],
  [
    "ListAccountRoles",
    `GET ${PORTAL}/assignment/roles?account_id=111122223333&max_result=100`,
    (portal) => collect(portal.listAccountRoles({ accessToken, accountId })),
  ],
  ["Logout", `POST ${PORTAL}/logout`, (portal) => portal.logout({ accessToken })],
];

const HEADERS = {
  host: "portal.sso.us-east-1.amazonaws.com",
  "user-agent": "aws-sdk-js lib/latchkey-role-credentials m/N,E",
  "x-amz-user-agent": "aws-sdk-js",
  "x-amz-sso_bearer_token": "access-token",
  "amz-sdk-request": "attempt=1; max=1",
};

const portal = (requestHandler?: RequestHandlerLike): AccessPortal =>
  createAccessPortal({
    region: "us-east-1",
    clock: manualClock(),
    ...(requestHandler === undefined ? {} : { requestHandler }),
  });

describe.each([
  ["every AWS variable", setHostileVariables],
  ["a hostile ~/.aws of the home folder", setHostileHomeOnly],
])("%s", (_title, set) => {
  beforeEach(set);

  it.each(CALLS)("changes nothing of %s", async (_operation, url, call) => {
    const { handler, sent } = recorder();
    await expect(call(portal(handler))).rejects.toMatchObject({ status: 407 });
    expect(sent).toEqual([{ url, headers: HEADERS, body: undefined }]);
  });

  it("moves nothing when the package's own connections are used", async () => {
    nock(PORTAL).post("/logout").reply(200, "");
    expect(await portal().logout({ accessToken })).toEqual({ status: "logged-out" });
  });

  it("would have led a client of the SDK astray", async () => {
    const { handler, sent } = recorder();
    const client = new SSOClient({ requestHandler: handler as never });
    const command = new GetRoleCredentialsCommand({ accessToken: "x", accountId, roleName: "Reader" });
    await expect(client.send(command)).rejects.toBeInstanceOf(Error);
    expect(sent.map(({ url }) => url.startsWith(`GET ${PORTAL}/`))).not.toContain(true);
  });
});

it("every variable that the installed SDK can read is among the hostile ones", () => {
  const manifest = createRequire(import.meta.url).resolve("@aws-sdk/client-sso/package.json");
  const read = awsVariablesReadBy(dirname(manifest));
  expect(read).toContain("AWS_ENDPOINT_URL");
  const set = Object.keys(hostile.variables);
  const isSet = (name: string): boolean =>
    set.some((known) => known === name || (name.endsWith("_") && known.startsWith(name)));
  expect(
    read.filter((name) => !isSet(name)),
    "add them to tooling/test-kit/src/hostile-aws.ts",
  ).toEqual([]);
});

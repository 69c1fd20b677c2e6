import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { temporaryDirectory } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortalOptions, GetRoleCredentialsResult, RequestHandlerLike } from "../src/index.ts";

const PORTAL = "https://portal.sso.us-east-1.amazonaws.com";
const PATH = "/federation/credentials?role_name=Reader&account_id=111122223333";

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  vi.unstubAllEnvs();
  nock.cleanAll();
});
afterAll(() => nock.enableNetConnect());

const get = (options: Partial<AccessPortalOptions> = {}): Promise<GetRoleCredentialsResult> =>
  createAccessPortal({ region: "us-east-1", ...options }).getRoleCredentials({
    accessToken: secret("access-token"),
    accountId: "111122223333",
    roleName: "Reader",
  });

const HOSTILE_CONFIG = `[profile hostile]
region = eu-west-1
endpoint_url = http://127.0.0.1:1
services = hostile
use_fips_endpoint = true
use_dualstack_endpoint = true
max_attempts = 9
sdk_ua_app_id = planted-application-id

[services hostile]
sso =
  endpoint_url = http://127.0.0.1:1
`;

it("a readable, selected, hostile profile moves nothing", async () => {
  using home = temporaryDirectory();
  const file = join(home.path, "config");
  writeFileSync(file, HOSTILE_CONFIG);
  vi.stubEnv("AWS_CONFIG_FILE", file);
  vi.stubEnv("AWS_PROFILE", "hostile");
  nock(PORTAL).get(PATH).reply(503, "");
  await expect(get()).rejects.toMatchObject({ status: 503 });
});

it("no variable of the environment is written into a request", async () => {
  const planted = {
    AWS_EXECUTION_ENV: "planted-execution",
    AWS_LAMBDA_FUNCTION_NAME: "planted-function",
    _X_AMZN_TRACE_ID: "planted-trace",
    AWS_SDK_UA_APP_ID: "planted-application",
    AWS_ACCESS_KEY_ID: "planted-key",
    AWS_SECRET_ACCESS_KEY: "planted-secret-key",
  };
  for (const [name, value] of Object.entries(planted)) vi.stubEnv(name, value);
  let headers: unknown;
  const requestHandler: RequestHandlerLike = {
    handle: (request) => {
      headers = request.headers;
      return Promise.resolve({ response: { statusCode: 503, headers: {} } });
    },
  };
  await expect(get({ requestHandler })).rejects.toMatchObject({ status: 503 });
  expect(JSON.stringify(headers)).toContain("aws-sdk-js");
  expect(JSON.stringify(headers)).not.toContain("planted");
});

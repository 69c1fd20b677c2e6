import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import nock from "nock";
import { afterEach, expect, it, vi } from "vitest";
import type { RequestHandlerLike } from "../src/index.ts";
import { flowUnderTest, OIDC } from "./support/flow.ts";
import { withoutNetwork } from "./support/no-network.ts";

withoutNetwork();
afterEach(() => vi.unstubAllEnvs());

const HOSTILE_CONFIG = `[profile hostile]
region = eu-west-1
endpoint_url = http://127.0.0.1:1
services = hostile
use_fips_endpoint = true
use_dualstack_endpoint = true
max_attempts = 9
retry_mode = adaptive
sdk_ua_app_id = planted-application-id

[services hostile]
sso_oidc =
  endpoint_url = http://127.0.0.1:1
`;

it("a readable, selected, hostile profile moves nothing", async () => {
  using home = temporaryDirectory();
  const file = join(home.path, "config");
  writeFileSync(file, HOSTILE_CONFIG);
  vi.stubEnv("AWS_CONFIG_FILE", file);
  vi.stubEnv("AWS_PROFILE", "hostile");
  nock(OIDC).post("/client/register").reply(503, "");
  await expect(flowUnderTest().flow.registerClient({ clientName: "x" })).rejects.toMatchObject({
    status: 503,
  });
});

it("no variable of the environment is written into a request", async () => {
  const planted = {
    AWS_EXECUTION_ENV: "planted-execution",
    AWS_LAMBDA_FUNCTION_NAME: "planted-function",
    _X_AMZN_TRACE_ID: "planted-trace",
    AWS_SDK_UA_APP_ID: "planted-application",
    AWS_BEARER_TOKEN_SSO_OIDC: "planted-bearer",
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
  await expect(
    flowUnderTest({ requestHandler }).flow.registerClient({ clientName: "x" }),
  ).rejects.toMatchObject({ status: 503 });
  expect(JSON.stringify(headers)).toContain("aws-sdk-js");
  expect(JSON.stringify(headers)).not.toContain("planted");
});

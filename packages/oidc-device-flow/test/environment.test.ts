import nock from "nock";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { afterEach, describe, expect, it, vi } from "vitest";
import { flowUnderTest, OIDC } from "./support/flow.ts";
import { withoutNetwork } from "./support/no-network.ts";

withoutNetwork();
afterEach(() => vi.unstubAllEnvs());

describe("the SDK's own configuration", () => {
  it("cannot move the endpoint: neither by the environment nor by ~/.aws", async () => {
    using home = temporaryDirectory();
    mkdirSync(join(home.path, ".aws"));
    const config =
      "[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:1\nuse_fips_endpoint = true\nmax_attempts = 9\n";
    writeFileSync(join(home.path, ".aws/config"), config);
    const hostile = {
      HOME: home.path,
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_ENDPOINT_URL_SSO_OIDC: "http://127.0.0.1:1",
      AWS_REGION: "eu-west-1",
      AWS_PROFILE: "does-not-exist",
      AWS_CONFIG_FILE: "/dev/null/nothing",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_USE_DUALSTACK_ENDPOINT: "true",
      AWS_CA_BUNDLE: "/dev/null/nothing",
      AWS_MAX_ATTEMPTS: "9",
      AWS_RETRY_MODE: "adaptive",
      AWS_DEFAULTS_MODE: "not-a-mode",
      AWS_SDK_UA_APP_ID: "planted-application-id",
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
    let userAgent: unknown;
    nock(OIDC)
      .post("/client/register")
      .matchHeader("x-amz-user-agent", (value) => {
        userAgent = value;
        return true;
      })
      .reply(200, {
        clientId: "client",
        clientSecret: "planted-secret",
        clientSecretExpiresAt: 1_775_000_000,
      });
    await flowUnderTest().flow.registerClient({ clientName: "Latchkey" });
    expect(String(userAgent)).toContain("aws-sdk-js");
    expect(String(userAgent)).not.toContain("planted-application-id");
  });

  it("cannot make a request be sent again", async () => {
    vi.stubEnv("AWS_MAX_ATTEMPTS", "9");
    nock(OIDC).post("/client/register").reply(503, "");
    await expect(flowUnderTest().flow.registerClient({ clientName: "x" })).rejects.toMatchObject({
      status: 503,
    });
  });

  it.each(["http://oidc.us-east-1.amazonaws.com/", "http://127.0.0.1.evil.net/", "ftp://127.0.0.1/"])(
    "an endpoint that is neither https nor local is refused: %s",
    (endpoint) => {
      expect(() => flowUnderTest({ endpoint: new URL(endpoint) })).toThrow(
        expect.objectContaining({ code: "DEVICE_FLOW_INSECURE_URL" }),
      );
    },
  );
});

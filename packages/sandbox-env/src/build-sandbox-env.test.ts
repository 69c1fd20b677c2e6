import { secret } from "@latchkey/secret";
import { expectNoLeak } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { buildSandboxEnv } from "./build-sandbox-env.ts";
import type { BuildSandboxEnvOptions, SandboxEnv } from "./build-sandbox-env.ts";
import type { AwsCredentialsLike } from "./sandbox-credentials.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

const options = (changes: Partial<BuildSandboxEnvOptions> = {}) => ({
  credentials: {
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: secret("planted-secret-access-key"),
    sessionToken: secret("planted-session-token"),
    expiration: new Date(NOW + HOUR),
  },
  region: "us-west-2",
  now: () => NOW,
  ...changes,
});

function build(changes: Partial<BuildSandboxEnvOptions> = {}): SandboxEnv {
  const result = buildSandboxEnv(options(changes));
  if (result.status !== "ready") throw new Error(`expected ready, got ${result.status}`);
  return result.env;
}

describe("buildSandboxEnv", () => {
  it("holds the three credential variables and the region, and nothing else of AWS", () => {
    expect(build().reveal()).toEqual({
      AWS_REGION: "us-west-2",
      AWS_DEFAULT_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "planted-secret-access-key",
      AWS_SESSION_TOKEN: "planted-session-token",
    });
  });

  it("holds a bearer token, and then no AWS credentials", () => {
    const env = build({ credentials: { token: secret("planted-bearer-token") } });
    expect(env.reveal()).toEqual({
      AWS_REGION: "us-west-2",
      AWS_DEFAULT_REGION: "us-west-2",
      AWS_BEARER_TOKEN_BEDROCK: "planted-bearer-token",
    });
    expect(env.expiresAt).toBeUndefined();
    expect(JSON.parse(JSON.stringify(env))).toEqual({ names: env.names });
    expectNoLeak(env, "planted-bearer-token");
  });

  it("holds long-term keys without a session token and without an end", () => {
    const { accessKeyId, secretAccessKey } = options().credentials as AwsCredentialsLike;
    const env = build({ credentials: { accessKeyId, secretAccessKey } });
    expect(env.names).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_DEFAULT_REGION",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
    ]);
  });

  it("says which model to call and where, under documented names", () => {
    const env = build({
      bedrock: {
        baseUrl: new URL("https://vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com"),
        modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0",
        serviceTier: "priority",
      },
    });
    expect(env.reveal()).toMatchObject({
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "https://vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com",
      LATCHKEY_MODEL_ID: "us.anthropic.claude-sonnet-4-20250514-v1:0",
      LATCHKEY_SERVICE_TIER: "priority",
    });
  });

  it.each(["https://person:password@host.example/", "https://host.example/path", "ftp://host.example/"])(
    "refuses a base URL that is more than an origin: %s",
    (url) => {
      expect(() => build({ bedrock: { baseUrl: new URL(url) } })).toThrow(
        expect.objectContaining({
          code: "SANDBOX_ENV_INVALID_VALUE",
          message: expect.not.stringContaining("host.example"),
        }),
      );
    },
  );

  it("inherits what is allowed and set, and leaves everything else out", () => {
    const env = build({
      inherit: { PATH: "/bin", HOME: "/work", LANG: "", SHELL: "/bin/sh", TERM: undefined },
    });
    expect(Object.keys(env.reveal()).filter((name) => !name.startsWith("AWS_"))).toEqual(["HOME", "PATH"]);
  });

  it("refuses an allow-list that names a variable which is never inherited, and says why", () => {
    expect(() => build({ allow: ["PATH", "NODE_OPTIONS"] })).toThrow(
      expect.objectContaining({
        code: "SANDBOX_ENV_FORBIDDEN_NAME",
        message: expect.stringContaining("NODE_OPTIONS"),
      }),
    );
  });

  it("gives the first spelling by character order when Windows has two and the allow-list neither", () => {
    const inherit = { pAth: "C:\\later", Path: "C:\\first", aws_profile: "hostile" };
    for (const parent of [inherit, Object.fromEntries(Object.entries(inherit).toReversed())]) {
      const env = build({ inherit: parent, caseInsensitive: true }).reveal();
      expect(Object.entries(env).filter(([name]) => !name.startsWith("AWS_"))).toEqual([
        ["Path", "C:\\first"],
      ]);
    }
    expect(build({ inherit }).names).not.toContain("Path");
  });

  it("prefers the allow-list's own spelling", () => {
    const inherit = { SYSTEMROOT: "C:\\other", SystemRoot: "C:\\ours" };
    const env = build({ inherit, caseInsensitive: true });
    expect(env.reveal()).toMatchObject({ SystemRoot: "C:\\ours" });
    expect(env.names).not.toContain("SYSTEMROOT");
  });

  it("lets the caller's own variables win over every inherited spelling", () => {
    const env = build({
      inherit: { Path: "C:\\inherited" },
      variables: { PATH: "C:\\given", HTTPS_PROXY: "http://127.0.0.1:3128" },
      caseInsensitive: true,
    }).reveal();
    expect(env).toMatchObject({ PATH: "C:\\given", HTTPS_PROXY: "http://127.0.0.1:3128" });
    expect(env).not.toHaveProperty("Path");
  });

  it.each(["AWS_PROFILE", "aws_session_token", "NODE_OPTIONS", "GRPC_PROXY"])(
    "refuses %s as a variable of the caller's own",
    (name) => {
      expect(() => build({ variables: { [name]: "x" } })).toThrow(
        expect.objectContaining({
          code: "SANDBOX_ENV_FORBIDDEN_NAME",
          message: expect.stringContaining(name),
        }),
      );
    },
  );

  it.each(["", "A=B", "A\0B"])("refuses a name that no environment can carry: %j", (name) => {
    expect(() => build({ variables: { [name]: "x" } })).toThrow(
      expect.objectContaining({ code: "SANDBOX_ENV_INVALID_VALUE" }),
    );
  });

  it.each([
    [59_999, "expired"],
    [60_000, "ready"],
    [-1, "expired"],
    [Number.NaN, "expired"],
  ])("credentials with %d ms left are %s", (left, status) => {
    const { credentials } = options();
    const result = buildSandboxEnv(
      options({ credentials: { ...credentials, expiration: new Date(NOW + left) } }),
    );
    expect(result.status).toBe(status);
  });

  it("refuses a region that could name another host", () => {
    expect(() => build({ region: "us-east-1.evil.example/" })).toThrow(
      expect.objectContaining({ code: "SANDBOX_ENV_INVALID_REGION" }),
    );
  });

  it.each(["", "with\0nul"])("refuses a credential that no environment can carry: %j", (value) => {
    const { credentials } = options();
    expect(() => build({ credentials: { ...credentials, sessionToken: secret(value) } })).toThrow(
      expect.objectContaining({ code: "SANDBOX_ENV_INVALID_VALUE" }),
    );
  });

  it("prints names and never values", () => {
    const env = build({ inherit: { PATH: "/bin" } });
    expect(JSON.parse(JSON.stringify(env))).toEqual({
      names: [
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "PATH",
      ],
      expiresAt: "2026-01-01T01:00:00.000Z",
    });
    expectNoLeak(env, "planted-secret-access-key", "planted-session-token");
  });
});

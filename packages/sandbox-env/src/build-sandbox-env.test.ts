import { secret } from "@latchkey/secret";
import { expectNoLeak } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { buildSandboxEnv } from "./build-sandbox-env.ts";
import type { BuildSandboxEnvOptions, SandboxEnv } from "./build-sandbox-env.ts";
import { DEFAULT_ALLOW, whyNeverInherited } from "./variables.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

const options = (changes: Partial<BuildSandboxEnvOptions> = {}): BuildSandboxEnvOptions => ({
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
      AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "planted-secret-access-key",
      AWS_SESSION_TOKEN: "planted-session-token",
    });
  });

  it("inherits what is allowed and set, and leaves everything else out", () => {
    const env = build({
      inherit: { PATH: "/bin", HOME: "/work", LANG: "", SHELL: "/bin/sh", TERM: undefined },
    });
    expect(Object.keys(env.reveal()).filter((name) => !name.startsWith("AWS_"))).toEqual(["PATH", "HOME"]);
  });

  it("inherits no variable that could redirect or replace the credentials, whatever the parent holds", () => {
    const hostile = [
      "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CA_BUNDLE", "AWS_CONFIG_FILE",
      "HTTP_PROXY", "https_proxy", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES",
      "SSL_CERT_FILE", "BASH_ENV", "GIT_SSH_COMMAND", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK",
    ]; // prettier-ignore
    const inherit = Object.fromEntries(hostile.map((name) => [name, "hostile"]));
    expect(Object.values(build({ inherit }).reveal())).not.toContain("hostile");
    for (const name of hostile) expect(whyNeverInherited(name), name).toBeTypeOf("string");
  });

  it("refuses an allow-list that names a variable which is never inherited, and says why", () => {
    expect(() => build({ allow: ["PATH", "NODE_OPTIONS"] })).toThrow(
      expect.objectContaining({
        code: "SANDBOX_ENV_FORBIDDEN_NAME",
        message: expect.stringContaining("NODE_OPTIONS"),
      }),
    );
  });

  it("has a default allow-list that its own rules accept", () => {
    expect(DEFAULT_ALLOW.filter((name) => whyNeverInherited(name) !== undefined)).toEqual([]);
  });

  it("compares names as Windows does when asked, and never lets a variant of a credential name through", () => {
    const inherit = { Path: "C:\\Windows", aws_profile: "hostile" };
    expect(build({ inherit, caseInsensitive: true }).names).toContain("Path");
    expect(build({ inherit, caseInsensitive: true }).names).not.toContain("aws_profile");
    expect(build({ inherit }).names).not.toContain("Path");
  });

  it.each([
    [59_999, "expired"],
    [60_000, "ready"],
    [-1, "expired"],
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
      names: ["AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "PATH"],
      expiresAt: "2026-01-01T01:00:00.000Z",
    });
    expectNoLeak(env, "planted-secret-access-key", "planted-session-token");
  });
});

import { secret } from "@latchkey/secret";
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ALLOWED_FOR, buildSandboxEnv, DEFAULT_ALLOW, whyNeverInherited } from "../src/index.ts";
import type { SandboxCredentials } from "../src/index.ts";
import variables from "./hostile-variables.json" with { type: "json" };

const HOSTILE = Object.values(variables).flatMap(({ names }) => names);
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const BEARER = { token: secret("planted-bearer-token") };

const CREDENTIALS: Readonly<Record<string, SandboxCredentials>> = {
  aws: {
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: secret("planted-secret-access-key"),
    sessionToken: secret("planted-session-token"),
    expiration: new Date(Date.now() + 3_600_000),
  },
  bearer: BEARER,
};

/** Node adds this variable of its own process to every child whose environment does not mention it. */
const NOT_FROM_NODE = { NODE_V8_COVERAGE: undefined };

afterEach(() => void vi.unstubAllEnvs());

describe("a parent in which every known variable is hostile", () => {
  it.each(Object.keys(CREDENTIALS))("changes no byte of what a child with %s credentials sees", (kind) => {
    for (const name of Object.keys(process.env)) vi.stubEnv(name, undefined);
    for (const name of HOSTILE) vi.stubEnv(name, "hostile");
    vi.stubEnv("PATH", "/usr/bin:/bin");
    vi.stubEnv("LANG", "C.UTF-8");
    const credentials = CREDENTIALS[kind];
    if (credentials === undefined) throw new Error(`no ${kind} credentials`);
    const built = buildSandboxEnv({ credentials, region: "us-west-2", inherit: process.env });
    if (built.status !== "ready") throw new Error("expected ready");

    const printed = execFileSync("/usr/bin/env", ["-0"], {
      env: { ...built.env.reveal(), ...NOT_FROM_NODE },
      encoding: "utf8",
    });
    const expected = {
      PATH: "/usr/bin:/bin",
      LANG: "C.UTF-8",
      AWS_REGION: "us-west-2",
      AWS_DEFAULT_REGION: "us-west-2",
      ...(kind === "bearer"
        ? { AWS_BEARER_TOKEN_BEDROCK: "planted-bearer-token" }
        : {
            AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
            AWS_SECRET_ACCESS_KEY: "planted-secret-access-key",
            AWS_SESSION_TOKEN: "planted-session-token",
          }),
    };
    const lines = Object.entries(expected).map(([name, value]) => `${name}=${value}\0`);
    expect(printed.split(/(?<=\0)/).toSorted()).toEqual(lines.toSorted());
  });
});

describe("the table of what is never inherited", () => {
  it.each(HOSTILE)("has a reason for %s, in any case", (name) => {
    expect(whyNeverInherited(name)).toBeTypeOf("string");
    expect(whyNeverInherited(name.toLowerCase())).toBeTypeOf("string");
    expect(() => buildSandboxEnv({ credentials: BEARER, region: "us-west-2", allow: [name] })).toThrow(
      expect.objectContaining({ code: "SANDBOX_ENV_FORBIDDEN_NAME" }),
    );
  });

  it("leaves the default allow-list alone, each name of which has its reason", () => {
    expect(DEFAULT_ALLOW.filter((name) => whyNeverInherited(name) !== undefined)).toEqual([]);
    expect(DEFAULT_ALLOW.filter((name) => (ALLOWED_FOR[name] ?? "") === "")).toEqual([]);
  });

  it("is tested with every AWS variable that the installed AWS SDK names", () => {
    const sources = globSync(
      "node_modules/.pnpm/@{aws-sdk,smithy,aws}+*/node_modules/@{aws-sdk,smithy,aws}/*/dist-cjs/**/*.js",
      {
        cwd: ROOT,
      },
    );
    expect(sources.length, "SDK sources; run: pnpm install").toBeGreaterThan(50);
    const found = new Set(
      sources.flatMap(
        (file) => readFileSync(`${ROOT}/${file}`, "utf8").match(/["'.](AWS_[A-Z0-9_]+[A-Z0-9])\b/g) ?? [],
      ),
    );
    const names = [...found].map((match) => match.slice(1)).filter((name) => !CONSTANTS.has(name));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !HOSTILE.includes(name))).toEqual([]);
  });
});

/** Names inside the SDK's code that are no variables. */
const CONSTANTS = new Set([
  "AWS_DEFAULTS_MODE_CONFIG",
  "AWS_DEFAULTS_MODE_ENV",
  "AWS_DEFAULT_REGION_ENV",
  "AWS_REGION_ENV",
]);

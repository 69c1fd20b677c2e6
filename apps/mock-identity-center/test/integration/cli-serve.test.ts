/** The options of `serve`, as a process. Needs `dist`, which the build makes. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run, runWith } from "../support/program.ts";

const token = "a-token-of-the-tests";
const folder = mkdtempSync(join(tmpdir(), "latchkey-mock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function register(url: string | undefined): Promise<void> {
  const body = JSON.stringify({ clientName: "a test", clientType: "public" });
  await fetch(`${url}/client/register`, { method: "POST", body });
}

/** The verification URI of a mock with these arguments. */
async function linkOf(...args: readonly string[]): Promise<string> {
  const mock = run(...args);
  const { oidcUrl, startUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  const post = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const response = await fetch(`${oidcUrl}${path}`, { method: "POST", body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  };
  const client = await post("/client/register", { clientName: "a test", clientType: "public" });
  const device = await post("/device_authorization", { ...client, startUrl });
  mock.kill("SIGTERM");
  await mock.ended;
  return String(device["verificationUri"]);
}

test("--log json writes one line of JSON for each request, without a secret", async () => {
  const mock = run("serve", "--log", "json");
  const { oidcUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  await register(oidcUrl);
  await fetch(`${oidcUrl}/token`, {
    method: "POST",
    body: '{"clientId":"x","clientSecret":"not-to-be-seen"}',
  });
  await mock.complained("CreateToken");
  mock.kill("SIGTERM");
  const { stdout, stderr } = await mock.ended;
  const lines = stderr.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { number: 1, operation: "RegisterClient", status: 200 },
    { number: 2, operation: "CreateToken", status: 401 },
  ]);
  expect(stderr).not.toContain("not-to-be-seen");
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
});

test("--log pretty writes a line for people", async () => {
  const mock = run("--log", "pretty");
  const { oidcUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  await fetch(`${oidcUrl}/logout`, { method: "POST" });
  expect(await mock.complained("\n")).toMatch(/^\d\d:\d\d:\d\d\.\d{3} 401 Logout UnauthorizedException\n$/);
  mock.kill("SIGTERM");
  await mock.ended;
});

test("--verification-base and --public-url decide where the link leads", async () => {
  expect(await linkOf("--verification-base", "https://device.sso.us-east-1.amazonaws.com/")).toBe(
    "https://device.sso.us-east-1.amazonaws.com/",
  );
  expect(await linkOf("--public-url", "https://mock.acme.example/")).toBe("https://mock.acme.example/device");
});

test.for([
  ["the environment", { MOCK_IDENTITY_CENTER_CONTROL_TOKEN: token }, []],
  ["a file", {}, ["--control-token-file", file("token", `${token}\n`)]],
] as const)("the control token comes from %s", async ([, environment, args]) => {
  const mock = runWith(environment, ...args);
  const { controlUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  const statusOf = async (shown: string): Promise<number> =>
    (await fetch(`${controlUrl}/clock`, { headers: { authorization: `Bearer ${shown}` } })).status;
  expect([await statusOf(token), await statusOf(`${token}x`)]).toEqual([200, 401]);
  mock.kill("SIGTERM");
  expect(JSON.stringify(await mock.ended)).not.toContain(token);
});

test.for([
  ["missing", join(folder, "missing"), "cannot be read"],
  ["empty", file("empty", "\n"), "expected at least 16"],
  ["short", file("short", "hunter2"), "expected at least 16"],
] as const)("a %s token file is 2, and its content is not repeated", async ([, path, reason]) => {
  const { code, stdout, stderr } = await run("--control-token-file", path).ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain("hunter2");
});

test("--host 0.0.0.0 is told as an address that can be reached", async () => {
  const mock = run("--host", "0.0.0.0");
  const { controlUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  expect(controlUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_mock$/);
  expect((await fetch(`${controlUrl}/address`)).status).toBe(200);
  mock.kill("SIGINT");
  expect((await mock.ended).code).toBe(0);
});

test("a signal ends it with a client waiting at the control API", async () => {
  const mock = run();
  const { controlUrl } = JSON.parse(await mock.firstLine) as Record<string, string>;
  const waits = fetch(`${controlUrl}/requests?wait=10m`).catch(() => "gone");
  await fetch(`${controlUrl}/clock`);
  mock.kill("SIGINT");
  expect(await mock.ended).toMatchObject({ code: 0, stderr: "" });
  expect(await waits).toBe("gone");
});

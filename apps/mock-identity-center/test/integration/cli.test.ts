/** The command line program, as a process. Needs `dist`, which the build makes. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildSeed } from "../../src/index.ts";
import { run } from "../support/program.ts";
import { startRig } from "../support/rig.ts";

const folder = mkdtempSync(join(tmpdir(), "latchkey-mock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function seedFile(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test.for(["SIGINT", "SIGTERM"] as const)(
  "prints one line of JSON, serves, and ends with 0 on %s",
  async (signal) => {
    const mock = run();
    const told = JSON.parse(await mock.firstLine) as Record<string, string>;
    expect(Object.keys(told)).toEqual([
      "event",
      "oidcUrl",
      "portalUrl",
      "stsUrl",
      "bedrockUrl",
      "controlUrl",
      "startUrl",
      "region",
      "accountId",
      "roleName",
    ]);
    expect(told).toMatchObject({
      event: "listening",
      startUrl: "https://acme.awsapps.com/start",
      roleName: "BedrockInference",
    });
    expect((await fetch(`${told["oidcUrl"]}/device`)).status).toBe(200);
    mock.kill(signal);
    const { code, stdout, stderr } = await mock.ended;
    expect({ code, lines: stdout.trimEnd().split("\n").length, stderr }).toEqual({
      code: 0,
      lines: 1,
      stderr: "",
    });
  },
);

test("--seed takes the world from a file", async () => {
  const seed = buildSeed({
    startUrl: "https://d-1234567890.awsapps.com/start",
    region: "eu-west-1",
    accountId: "123456789012",
    roleName: "Other",
    bedrockModels: ["anthropic.claude-3-haiku-20240307-v1:0"],
  });
  const mock = run("--seed", seedFile("good.json", JSON.stringify(seed)));
  expect(JSON.parse(await mock.firstLine)).toMatchObject({
    region: "eu-west-1",
    accountId: "123456789012",
    roleName: "Other",
  });
  mock.kill("SIGTERM");
  await mock.ended;
});

test("a bad seed is 2, naming the file and the path in it", async () => {
  const file = seedFile("bad.json", '{"instances":[{"region":"us-east-1","startUrl":"x"}],"models":[]}');
  const { code, stdout, stderr } = await run("--seed", file).ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`${file}: `);
  expect(stderr).toContain("instances[0].startUrl: expected an https URL");
});

test.for([
  ["missing.json", undefined, "does not exist"],
  ["text.json", "not a seed", "expected an object, found text"],
] as const)("the seed file %s is 2", async ([name, content, reason]) => {
  const file = content === undefined ? join(folder, name) : seedFile(name, content);
  const { code, stdout, stderr } = await run("--seed", file).ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`${file}: `);
  expect(stderr).toContain(reason);
});

test.for([
  ["--verbose"],
  ["--port", "70000"],
  ["--port", "http"],
  ["extra"],
  ["serve", "extra"],
  ["serve", "--log", "loud"],
  ["serve", "--public-url", "here"],
  ["approve"],
  ["approve", "BBBB-BBBB"],
  ["approve", "BBBB-BBBB", "--user", "a", "--deny"],
  ["approve", "BBBB-BBBB", "CCCC-CCCC", "--deny"],
  ["approve", "BBBB-BBBB", "--deny", "--wait", "soon"],
  ["openapi", "now"],
])("the arguments %s are 2, with the usage on stderr", async (args) => {
  const { code, stdout, stderr } = await run(...args).ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Usage: mock-identity-center");
});

test.for([["--help"], ["-h"], ["serve", "--help"], ["approve", "--help"], ["openapi", "-h"]])(
  "%s is 0, with the usage on stdout",
  async (args) => {
    const { code, stdout, stderr } = await run(...args).ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: mock-identity-center ${args.length > 1 ? args[0] : "[COMMAND]"}`);
  },
);

test("--version is that of the package", async () => {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  expect(await run("--version").ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("openapi prints the description", async () => {
  const { code, stdout } = await run("openapi").ended;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/_mock" }] });
});

test("a port in use is 1, naming it", async () => {
  await using rig = await startRig();
  const port = new URL(rig.mock.url).port;
  const { code, stdout, stderr } = await run("--port", port).ended;
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: "",
    stderr: `Port ${port} of 127.0.0.1 is already in use\n`,
  });
});

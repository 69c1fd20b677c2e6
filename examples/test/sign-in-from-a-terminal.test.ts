import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const PROGRAM = join(import.meta.dirname, "../sign-in-from-a-terminal.ts");
const START_URL = "https://acme.awsapps.com/start";
const SEED = buildSeed({
  startUrl: START_URL,
  region: "us-east-1",
  accountId: "111122223333",
  roleName: "BedrockInference",
  bedrockModels: [],
  userName: "ada.lovelace",
});

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program; `onCode` decides what the person does with the code it shows. */
function run(endpoint: string, onCode: (userCode: string, program: ChildProcess) => void): Promise<Run> {
  const words = ["--no-warnings", PROGRAM, START_URL, "us-east-1", endpoint];
  const program = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr, shown] = ["", "", false];
  program.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  program.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    const userCode = /this code: (\S+)/.exec(stdout)?.[1];
    if (userCode === undefined || shown) return;
    shown = true;
    onCode(userCode, program);
  });
  return new Promise((resolve, reject) => {
    program.on("error", reject);
    program.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

it("approved: lists what is assigned and gets credentials, and prints no secret", async () => {
  await using mock = await startMockIdentityCenter({ seed: SEED });
  const { exitCode, stdout, stderr } = await run(mock.url, (code) => mock.approve(code, "ada.lovelace"));
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\/device\?user_code=\S+\n/);
  expect(stdout).toMatch(/^111122223333 .*BedrockInference$/m);
  expect(stdout).toMatch(/^ASIA[A-Z0-9]{16} is good until \d{4}-\d\d-\d\dT\S+Z$/m);
  expect(stdout).not.toMatch(/aoa|aor|eyJ/);
});

it("declined: says so, and ends with 1", async () => {
  await using mock = await startMockIdentityCenter({ seed: SEED });
  const { exitCode, stderr } = await run(mock.url, (code) => mock.deny(code));
  expect([exitCode, stderr]).toEqual([1, "Not signed in: denied.\n"]);
});

it("interrupted: ends at once, though a poll is waiting", async () => {
  await using mock = await startMockIdentityCenter({ seed: SEED });
  const { exitCode, stderr } = await run(mock.url, (_code, program) => program.kill("SIGINT"));
  expect([exitCode, stderr]).toEqual([1, "Cancelled.\n"]);
});

/** The policy's file changes while the app runs, on a real file system. */
import { policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { temporaryDirectory } from "@latchkey/test-kit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { PolicyChangeView } from "../../shared/contract.ts";
import { createLog } from "../log.ts";
import { policyNotice } from "./policy-notice.ts";
import type { PolicyNotice } from "./policy-notice.ts";

const POLICY = { inferenceProvider: "bedrock", inferenceBedrockRegion: "us-west-2" };
const TOKEN = "planted-bearer-token-value";

interface Scene {
  readonly notice: PolicyNotice;
  readonly heard: (PolicyChangeView | undefined)[];
  readonly write: (policy: object) => void;
  readonly read: () => ReturnType<typeof readPolicy>;
  readonly logged: () => string;
}

function scene(): Scene {
  const folder = temporaryDirectory();
  const path = join(folder.path, "managed-settings.json");
  const write = (policy: object): void => writeFileSync(path, JSON.stringify(policy));
  write(POLICY);
  const policySources = [policyFileSource({ path })];
  const heard: (PolicyChangeView | undefined)[] = [];
  const lines: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line: string) => void lines.push(line) } });
  const notice = policyNotice({ policySources, log }, (change) => void heard.push(change), {
    debounceMs: 20,
  });
  onTestFinished(() => {
    notice.stop();
    folder[Symbol.dispose]();
  });
  return { notice, heard, write, read: () => readPolicy(policySources), logged: () => lines.join("") };
}

test("a change is told by the names of its keys, and its taking back as no change", async () => {
  const { notice, heard, write, read } = scene();
  notice.watch(await read());
  write({ ...POLICY, inferenceBedrockRegion: "eu-west-1" });
  await expect.poll(() => heard.length).toBe(1);
  expect(heard[0]).toEqual({ keys: ["inferenceBedrockRegion"], message: expect.any(String) });
  write(POLICY);
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]).toBeUndefined();
});

test("a value, such as a bearer token, is neither told nor logged", async () => {
  const { notice, heard, write, read, logged } = scene();
  notice.watch(await read());
  write({ ...POLICY, inferenceBedrockBearerToken: TOKEN });
  await expect.poll(() => heard.length).toBe(1);
  expect(heard[0]?.keys).toEqual(["inferenceBedrockBearerToken"]);
  expect(JSON.stringify(heard)).not.toContain(TOKEN);
  expect(logged()).toContain("the policy changed");
  expect(logged()).not.toContain(TOKEN);
});

test("after another start-up a change counts against that one's policy", async () => {
  const { notice, heard, write, read } = scene();
  notice.watch(await read());
  write({ ...POLICY, inferenceBedrockRegion: "eu-west-1" });
  await expect.poll(() => heard.length).toBe(1);
  notice.watch(await read());
  write(POLICY);
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]?.keys).toEqual(["inferenceBedrockRegion"]);
});

test("nothing is told after the app has stopped watching", async () => {
  const { notice, heard, write, read } = scene();
  notice.watch(await read());
  notice.stop();
  write({ ...POLICY, inferenceBedrockRegion: "eu-west-1" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(heard).toEqual([]);
});

/** The app's core in a process of its own, with a bearer token, in the real sandbox: for what outlives an app, or must not. */
import { policyFileSource } from "@latchkey/policy-reader";
import { memoryKeyStore } from "@latchkey/token-vault";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppSettings } from "../../src/main/app-settings.ts";
import { systemClock } from "../../src/main/clock.ts";
import { composeSession } from "../../src/main/compose-session.ts";
import { createLog } from "../../src/main/log.ts";
import { openSandboxRuntime } from "../../src/main/session/sandbox-runtime.ts";
import { createSessionManager } from "../../src/main/session/session-manager.ts";
import type { SessionManager } from "../../src/main/session/session-manager.ts";
import { startUp } from "../../src/main/start-up.ts";
import { POLICY } from "./rehearsal.ts";
import { WORKER_SCRIPT } from "./worker-script.ts";

/** @param bedrock where the stand-in for Bedrock listens. */
export async function startSessionApp(
  folder: string,
  bedrock: string,
  apiKey: string,
): Promise<SessionManager> {
  const path = join(folder, "managed-settings.json");
  const { inferenceBedrockRegion, inferenceModels } = POLICY;
  const policy = {
    inferenceProvider: "bedrock",
    inferenceBedrockRegion,
    inferenceModels,
    inferenceBedrockBearerToken: apiKey,
  };
  writeFileSync(path, JSON.stringify(policy));
  const settings: AppSettings = {
    policySources: [policyFileSource({ path })],
    dataFolder: join(folder, "data"),
    keyStore: memoryKeyStore(),
    clock: systemClock(),
    log: createLog({ level: "silent", destination: process.stderr }),
    environment: { PATH: process.env["PATH"] },
    isPackaged: false,
    endpoints: { oidc: bedrock, portal: bedrock, bedrock, verificationOrigins: [] },
    openExternal: () => Promise.resolve(),
    openSandbox: openSandboxRuntime,
    worker: { program: process.execPath, script: WORKER_SCRIPT },
  };
  const started = await startUp(settings);
  if (started.decision.mode !== "bearer-token") throw new Error(started.decision.reason);
  return createSessionManager(composeSession(settings, started.decision, started));
}

/** Starts a session and gets an answer; throws unless it does. */
export async function askOnce(manager: SessionManager): Promise<void> {
  const started = await manager.start();
  if (started.state !== "running") throw new Error(JSON.stringify(started));
  const answer = await manager.ask("Which door?");
  if (answer.status !== "answered") throw new Error(JSON.stringify(answer));
}

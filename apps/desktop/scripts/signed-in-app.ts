/** For the benchmarks: the app's core in this process, signed in at a mock. */
import { policyFileSource } from "@latchkey/policy-reader";
import { memoryKeyStore } from "@latchkey/token-vault";
import type { AppSettings } from "../src/main/app-settings.ts";
import { systemClock } from "../src/main/clock.ts";
import { composeSession } from "../src/main/compose-session.ts";
import { composeDeviceSignIn, composeSso } from "../src/main/compose.ts";
import type { SsoServices } from "../src/main/compose.ts";
import { createLog } from "../src/main/log.ts";
import type { SessionServices } from "../src/main/session/session-services.ts";
import { startUp } from "../src/main/start-up.ts";

export interface SignedInApp {
  readonly sso: SsoServices;
  readonly session: SessionServices;
}

export interface SignedInAppOptions {
  readonly mockUrl: string;
  readonly controlUrl: string;
  readonly policy: string;
  /** The app's data folder. */
  readonly folder: string;
  /** Without a sandbox unless given. */
  readonly settings?: Partial<AppSettings>;
}

export async function signedInApp(options: SignedInAppOptions): Promise<SignedInApp> {
  const { mockUrl, controlUrl, policy, folder } = options;
  const settings: AppSettings = {
    policySources: [policyFileSource({ path: policy })],
    dataFolder: folder,
    keyStore: memoryKeyStore(),
    clock: systemClock(),
    log: createLog({ level: "info", destination: { write: () => undefined } }),
    environment: { PATH: process.env["PATH"] },
    isPackaged: false,
    endpoints: {
      oidc: mockUrl,
      portal: mockUrl,
      bedrock: mockUrl,
      verificationOrigins: [new URL(mockUrl).origin],
    },
    openExternal: () => Promise.resolve(),
    openSandbox: () => Promise.resolve({ status: "unavailable", message: "the figures end here" }),
    worker: { program: process.execPath, script: "unused" },
    ...options.settings,
  };
  const started = await startUp(settings);
  const { decision, vault } = started;
  if (decision.mode !== "aws-sso") throw new Error(`expected aws-sso, got ${decision.mode}`);
  const sso = composeSso(settings, decision, vault);
  const end = await composeDeviceSignIn(sso, "first-use", (state) => {
    if (state.state === "code") void approve(controlUrl, state.userCode);
  }).run();
  if (end.state !== "success") throw new Error(`expected success, got ${end.state}`);
  return { sso, session: composeSession(settings, decision, started, sso) };
}

async function approve(controlUrl: string, userCode: string): Promise<void> {
  await fetch(`${controlUrl}/user-codes/${userCode}/approve`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ userName: "ada.lovelace" }),
  });
}

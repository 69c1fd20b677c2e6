/** An app on a temporary data folder against a mock of its own; both live on one clock that jumps over waits. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter, Seed } from "@latchkey/mock-identity-center";
import { policyFileSource } from "@latchkey/policy-reader";
import { KeyStoreError, memoryKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { temporaryDirectory } from "@latchkey/test-kit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { AppSettings } from "../../src/main/app-settings.ts";
import type { Clock } from "../../src/main/clock.ts";
import { composeDeviceSignIn, composeSso } from "../../src/main/compose.ts";
import type { SsoServices } from "../../src/main/compose.ts";
import { createLog } from "../../src/main/log.ts";
import type { DeviceSignIn } from "../../src/main/sign-in/device-sign-in.ts";
import type { SignInState } from "../../src/main/sign-in/sign-in-state.ts";
import { startUp } from "../../src/main/start-up.ts";
import type { StartUp } from "../../src/main/start-up.ts";

export const POLICY = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
  inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
};

export const USER = "ada.lovelace";

const locked = (): Promise<never> => Promise.reject(new KeyStoreError("locked", "Unlock the keyring."));

/** A keychain that answers nothing until its password is given. */
export const lockedKeyStore: KeyStore = {
  name: "a locked keyring",
  get: locked,
  set: locked,
  delete: locked,
};

export interface JumpingClock extends Clock {
  advance(ms: number): void;
}

/** Real time plus an offset; a sleep is over at once and moves the offset on. */
export function jumpingClock(): JumpingClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      offset += ms;
      await setImmediate();
      signal?.throwIfAborted();
    },
    advance: (ms) => void (offset += ms),
  };
}

export interface Rehearsal extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly clock: JumpingClock;
  readonly settings: AppSettings;
  /** Every line of the debug log so far. */
  readonly log: readonly string[];
  writePolicy(policy: Readonly<Record<string, unknown>>): void;
  /** Starts the app afresh on the same folder and key store. */
  start(changes?: Partial<AppSettings>): Promise<StartUp>;
  /** The parts of a started app whose policy says `aws-sso`. */
  services(changes?: Partial<AppSettings>): Promise<SsoServices>;
  /** A sign-in that `onState` may approve or deny by its user code. */
  signIn(services: SsoServices, onState?: (state: SignInState) => void): DeviceSignIn;
  /** Signs in from nothing; throws unless it succeeds. */
  signInOnce(): Promise<SsoServices>;
}

export interface RehearsalWorld {
  /** Life of role credentials; eight hours unless given. */
  readonly sessionSeconds?: number;
  /** What the permission set allows; Bedrock inference unless given. */
  readonly inlinePolicy?: NonNullable<Seed["bedrockApiKeys"]>[number]["inlinePolicy"];
  readonly bedrockApiKeys?: Seed["bedrockApiKeys"];
}

export async function rehearse(
  overrides: Partial<AppSettings> = {},
  world: RehearsalWorld = {},
): Promise<Rehearsal> {
  const folder = temporaryDirectory();
  const clock = jumpingClock();
  const seed = buildSeed({
    startUrl: POLICY.inferenceBedrockSsoStartUrl,
    region: POLICY.inferenceBedrockSsoRegion,
    accountId: POLICY.inferenceBedrockSsoAccountId,
    roleName: POLICY.inferenceBedrockSsoRoleName,
    bedrockModels: POLICY.inferenceModels,
    bedrockRegion: POLICY.inferenceBedrockRegion,
    userName: USER,
  });
  const mock = await startMockIdentityCenter({ seed: changed(seed, world), clock, signatureClock: "mock" });
  const policy = join(folder.path, "managed-settings.json");
  const log: string[] = [];
  const settings: AppSettings = {
    policySources: [policyFileSource({ path: policy })],
    dataFolder: join(folder.path, "data"),
    keyStore: memoryKeyStore(),
    clock,
    log: createLog({ level: "debug", destination: { write: (line) => void log.push(line) } }),
    environment: { PATH: process.env["PATH"] },
    isPackaged: false,
    endpoints: {
      oidc: mock.oidcUrl,
      portal: mock.portalUrl,
      bedrock: mock.bedrockUrl,
      verificationOrigins: [new URL(mock.url).origin],
    },
    openExternal: () => Promise.resolve(),
    openSandbox: () => Promise.resolve({ status: "unavailable", message: "this rehearsal has no sandbox" }),
    worker: { program: process.execPath, script: "unused" },
    ...overrides,
  };
  const rehearsal: Rehearsal = {
    mock,
    clock,
    settings,
    log,
    writePolicy: (values) => writeFileSync(policy, JSON.stringify(values)),
    start: (changes) => startUp({ ...settings, ...changes }),
    async services(changes) {
      const { decision, vault } = await rehearsal.start(changes);
      if (decision.mode !== "aws-sso")
        throw new Error(`expected aws-sso, got ${decision.mode}: ${decision.reason}`);
      return composeSso({ ...settings, ...changes }, decision, vault);
    },
    signIn: (services, onState = () => undefined) => composeDeviceSignIn(services, "first-use", onState),
    async signInOnce() {
      const services = await rehearsal.services();
      const signIn = rehearsal.signIn(services, (state) => {
        if (state.state === "code") mock.approve(state.userCode, USER);
      });
      const end = await signIn.run();
      if (end.state !== "success") throw new Error(`expected success, got ${JSON.stringify(end)}`);
      return services;
    },
    async [Symbol.asyncDispose]() {
      await mock.close();
      folder[Symbol.dispose]();
    },
  };
  rehearsal.writePolicy(POLICY);
  return rehearsal;
}

function changed(seed: Seed, { sessionSeconds, inlinePolicy, bedrockApiKeys }: RehearsalWorld): Seed {
  const [first, ...others] = seed.instances.map((instance) => ({
    ...instance,
    permissionSets: instance.permissionSets.map((set) => ({
      ...set,
      sessionDurationSeconds: sessionSeconds ?? set.sessionDurationSeconds,
      inlinePolicy: inlinePolicy ?? set.inlinePolicy,
    })),
  }));
  return { ...seed, instances: first === undefined ? seed.instances : [first, ...others], bedrockApiKeys };
}

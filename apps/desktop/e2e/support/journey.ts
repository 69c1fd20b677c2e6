/** The app, built and running, against a mock of its own and, where a sign-in has to outlive the app, a keyring of its own. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { sessionBus, temporaryDirectory } from "@latchkey/test-kit";
import type { SessionBus } from "@latchkey/test-kit";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DevelopmentSetup } from "../../src/main/shell/development-setup.ts";
import type { AppState } from "../../src/shared/contract.ts";
import { launchDesktop, runToExit } from "../desktop.ts";
import type { Desktop, LaunchOptions } from "../desktop.ts";
import { keepOpened, keepRelaunch } from "./stubs.ts";

export const POLICY = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
  inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
};

export const PERSON = "ada.lovelace";
export const KEYRING_PASSWORD = "the keyring's password";

/** What the app is told to use. */
const SETUPS = {
  memory: "memory",
  keyring: "system",
  none: "system",
  "safe-storage": "safe-storage",
} as const;

/** `memory` forgets the sign-in with the app; `keyring` is a real Secret Service; `none` is a machine without one. */
export type KeyStoreKind = keyof typeof SETUPS;

export interface Journey extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly userData: string;
  /** The bus that the app's keyring is on. */
  readonly bus: SessionBus | undefined;
  writePolicy(policy: Readonly<Record<string, unknown>>): void;
  /** Addresses that the app opens are kept from the start: see `openedBy`. So is a relaunch: see `relaunch`. */
  launch(options?: Partial<LaunchOptions>): Promise<Desktop>;
  /** Plays the operating system: starts the app again as the last one asked for before it ended. */
  relaunch(): Promise<{ readonly desktop: Desktop; readonly asked: readonly string[] }>;
  /** For an app that is expected to end by itself; its exit code. */
  run(options?: Partial<LaunchOptions>): Promise<number | null>;
}

export interface JourneyWorld {
  /** Life of role credentials; eight hours unless given. */
  readonly sessionSeconds?: number;
  /** For journeys through time: AWS dates its answers by the mock's clock, not by this machine's. */
  readonly isTimeItsOwn?: boolean;
}

export async function beginJourney(
  keyStore: KeyStoreKind = "memory",
  world: JourneyWorld = {},
): Promise<Journey> {
  const folder = temporaryDirectory();
  const bus = keyStore === "keyring" ? await sessionBus() : undefined;
  await bus?.startDaemon(KEYRING_PASSWORD);
  const mock = await startMockIdentityCenter({
    seed: seedOf(world),
    signatureClock: world.isTimeItsOwn === true ? "mock" : "wall",
  });
  const policy = join(folder.path, "managed-settings.json");
  const setup: DevelopmentSetup = {
    policy,
    endpoints: {
      oidc: mock.oidcUrl,
      portal: mock.portalUrl,
      bedrock: mock.bedrockUrl,
      verificationOrigins: [new URL(mock.url).origin],
    },
    keyStore: SETUPS[keyStore],
  };
  const setupFile = join(folder.path, "setup.json");
  writeFileSync(setupFile, JSON.stringify(setup));
  const nowhere = join(folder.path, "no-bus");
  const usual: LaunchOptions = {
    userData: join(folder.path, "data"),
    arguments: [`--development-setup=${setupFile}`, "--debug"],
    environment: {
      DBUS_SESSION_BUS_ADDRESS: bus?.environment["DBUS_SESSION_BUS_ADDRESS"] ?? `unix:path=${nowhere}`,
      XDG_RUNTIME_DIR: nowhere,
    },
    hasKeyring: keyStore !== "none",
  };
  const running: Desktop[] = [];
  const relaunchFile = join(folder.path, "relaunch.json");
  const journey: Journey = {
    mock,
    bus,
    userData: usual.userData,
    writePolicy: (values) => writeFileSync(policy, JSON.stringify(values)),
    async launch(options = {}) {
      const desktop = await launchDesktop({ ...usual, ...options });
      running.push(desktop);
      await keepOpened(desktop);
      await keepRelaunch(desktop, relaunchFile);
      return desktop;
    },
    async relaunch() {
      const asked = JSON.parse(readFileSync(relaunchFile, "utf8")) as readonly string[];
      rmSync(relaunchFile);
      // The first one is the app itself, for Electron's binary.
      return { desktop: await journey.launch({ arguments: asked.slice(1) }), asked };
    },
    run: (options = {}) => runToExit({ ...usual, ...options }),
    async [Symbol.asyncDispose]() {
      for (const desktop of running) await desktop.close();
      await mock.close();
      await bus?.[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
  journey.writePolicy(POLICY);
  return journey;
}

function seedOf({ sessionSeconds }: JourneyWorld): ReturnType<typeof buildSeed> {
  const seed = buildSeed({
    startUrl: POLICY.inferenceBedrockSsoStartUrl,
    region: POLICY.inferenceBedrockSsoRegion,
    accountId: POLICY.inferenceBedrockSsoAccountId,
    roleName: POLICY.inferenceBedrockSsoRoleName,
    bedrockModels: POLICY.inferenceModels,
    bedrockRegion: POLICY.inferenceBedrockRegion,
    userName: PERSON,
  });
  if (sessionSeconds === undefined) return seed;
  const instances = seed.instances.map((instance) => ({
    ...instance,
    permissionSets: instance.permissionSets.map((set) => ({
      ...set,
      sessionDurationSeconds: sessionSeconds,
    })),
  }));
  return { ...seed, instances };
}

/** The app's state, asked for as a page does. */
export async function stateOf({ page }: Desktop): Promise<AppState> {
  const answer = await page.evaluate(() => window.latchkey.getState());
  if (answer.status === "failed") throw new Error(answer.error.code);
  return answer.value;
}

/** `screen`, or `screen/state of the sign-in`. */
export async function placeOf(desktop: Desktop): Promise<string> {
  const { screen } = await stateOf(desktop);
  return screen.name === "sign-in" ? `sign-in/${screen.signIn.state}` : screen.name;
}

/** For hooks, which have no polling of vitest's. */
export async function untilStarted(desktop: Desktop): Promise<void> {
  while ((await placeOf(desktop)) === "starting") await new Promise((resolve) => setTimeout(resolve, 20));
}

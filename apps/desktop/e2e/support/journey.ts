/** The app, built and running, against a mock of its own; the person's browser is the mock's pages. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { temporaryDirectory } from "@latchkey/test-kit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DevelopmentSetup } from "../../src/main/shell/development-setup.ts";
import type { AppState } from "../../src/shared/contract.ts";
import { launchDesktop } from "../desktop.ts";
import type { Desktop, LaunchOptions } from "../desktop.ts";

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

export interface Journey extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly userData: string;
  /** Every address that the app opened, in the Chromium host. */
  readonly opened: readonly string[];
  writePolicy(policy: Readonly<Record<string, unknown>>): void;
  launch(options?: Partial<LaunchOptions>): Promise<Desktop>;
}

export async function beginJourney({
  keyStore = "memory",
}: Partial<Pick<DevelopmentSetup, "keyStore">> = {}): Promise<Journey> {
  const folder = temporaryDirectory();
  const mock = await startMockIdentityCenter({
    seed: buildSeed({
      startUrl: POLICY.inferenceBedrockSsoStartUrl,
      region: POLICY.inferenceBedrockSsoRegion,
      accountId: POLICY.inferenceBedrockSsoAccountId,
      roleName: POLICY.inferenceBedrockSsoRoleName,
      bedrockModels: POLICY.inferenceModels,
      bedrockRegion: POLICY.inferenceBedrockRegion,
      userName: PERSON,
    }),
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
    keyStore,
  };
  const setupFile = join(folder.path, "setup.json");
  writeFileSync(setupFile, JSON.stringify(setup));
  const opened: string[] = [];
  const running: Desktop[] = [];
  const journey: Journey = {
    mock,
    userData: join(folder.path, "data"),
    opened,
    writePolicy: (values) => writeFileSync(policy, JSON.stringify(values)),
    async launch(options = {}) {
      const desktop = await launchDesktop({
        userData: journey.userData,
        arguments: [`--development-setup=${setupFile}`, "--debug"],
        onOpened: (url) => void opened.push(url),
        ...options,
      });
      running.push(desktop);
      return desktop;
    },
    async [Symbol.asyncDispose]() {
      for (const desktop of running) await desktop.close();
      await mock.close();
      folder[Symbol.dispose]();
    },
  };
  journey.writePolicy(POLICY);
  return journey;
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

/** The configuration window's side of the app on a folder of its own; the network, the dialog and the relaunch are the test's. */
import { policyFileSource } from "@latchkey/policy-reader";
import type { PolicySource } from "@latchkey/policy-reader";
import { temporaryDirectory } from "@latchkey/test-kit";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createConfigurationController } from "../../src/main/configuration/configuration-controller.ts";
import type {
  ConfigurationController,
  ConfigurationServices,
} from "../../src/main/configuration/configuration-controller.ts";
import { LOCAL_POLICY_FILE } from "../../src/main/configuration/local-policy.ts";
import { createLog } from "../../src/main/log.ts";
import type { ConfigurationState, Reachability } from "../../src/shared/configuration-schema.ts";

export const COMPLETE = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
  inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
};

/** As AWS shapes them, and of nobody. */
export const TOKEN = "ABSKcGxhbnRlZC1pbi1hLXRlc3Q6b2Ytbm9ib2R5LWF0LWFsbC1leGNlcHQtdGhpcw==";

export const WITH_TOKEN = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceModels: COMPLETE.inferenceModels,
  inferenceBedrockBearerToken: TOKEN,
};

export interface ConfigurationRig extends Disposable {
  readonly folder: string;
  readonly managedPath: string;
  readonly localPath: string;
  readonly controller: ConfigurationController;
  readonly services: ConfigurationServices;
  readonly states: readonly ConfigurationState[];
  readonly results: readonly Reachability[];
  readonly log: readonly string[];
  readonly clipboard: readonly string[];
  /** Names that a dialog began with. */
  readonly asked: readonly string[];
  readonly relaunches: number;
  writeManaged(values: unknown): void;
  writeLocal(values: unknown): void;
  /** `undefined` when there is none. */
  readLocal(): string | undefined;
}

export interface ConfigurationWorld extends Partial<ConfigurationServices> {
  readonly managed?: readonly PolicySource[];
  readonly bedrock?: string;
}

export function configurationRig({
  managed,
  bedrock,
  ...overrides
}: ConfigurationWorld = {}): ConfigurationRig {
  const folder = temporaryDirectory();
  const managedPath = join(folder.path, "managed-settings.json");
  const localPath = join(folder.path, "data", LOCAL_POLICY_FILE);
  mkdirSync(dirname(localPath));
  const told = { states: [], results: [], log: [], clipboard: [], asked: [] } as {
    readonly states: ConfigurationState[];
    readonly results: Reachability[];
    readonly log: string[];
    readonly clipboard: string[];
    readonly asked: string[];
  };
  let relaunches = 0;
  const nowhere = "http://127.0.0.1:9";
  const services: ConfigurationServices = {
    settings: {
      policySources: managed ?? [policyFileSource({ path: managedPath })],
      localPolicy: localPath,
      log: createLog({ level: "debug", destination: { write: (line) => void told.log.push(line) } }),
      ...(bedrock === undefined
        ? {}
        : { endpoints: { oidc: nowhere, portal: nowhere, bedrock, verificationOrigins: [] } }),
    },
    platform: "linux",
    fetch: () => Promise.reject(new Error("this test has no network")),
    chooseFile: async (name) => {
      told.asked.push(name);
      return join(folder.path, name);
    },
    confirmProgram: () => Promise.resolve(true),
    writeClipboard: (text) => void told.clipboard.push(text),
    relaunch: () => void (relaunches += 1),
    onState: (state) => void told.states.push(state),
    onReachability: (result) => void told.results.push(result),
    ...overrides,
  };
  return {
    ...told,
    folder: folder.path,
    managedPath,
    localPath,
    services,
    controller: createConfigurationController(services),
    get relaunches() {
      return relaunches;
    },
    writeManaged: (values) => writeFileSync(managedPath, JSON.stringify(values)),
    writeLocal(values) {
      writeFileSync(localPath, typeof values === "string" ? values : JSON.stringify(values), {
        mode: 0o600,
      });
    },
    readLocal: () => (existsSync(localPath) ? readFileSync(localPath, "utf8") : undefined),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

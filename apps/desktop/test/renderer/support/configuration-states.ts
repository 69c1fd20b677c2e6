/** What a scene of the configuration window is, the states that scenes begin with, and what is done in them. */
import type { ConfigurationState } from "../../../src/shared/configuration-contract.ts";
import { objectField, stateOf } from "./configuration-core.ts";
import type { Answers } from "./fake-configuration-bridge.ts";
import type { OpenConfiguration } from "./open-configuration.ts";

export interface ConfigurationScene {
  readonly state: ConfigurationState;
  readonly answers?: Answers;
  readonly section: string;
  readonly prepare?: (window: OpenConfiguration) => Promise<void>;
  readonly says: readonly string[];
  readonly neverSays?: readonly string[];
}

export const signInValues = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceBedrockSsoStartUrl: "https://d-9067abcdef.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
  inferenceModels: [
    "us.anthropic.claude-sonnet-4-20250514-v1:0",
    {
      name: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
      labelOverride: "Haiku, quick answers",
      supports1m: true,
    },
    "us.anthropic.claude-opus-4-1-20250805-v1:0",
  ],
};
export const SECRET = "planted-secret-4711";
export const machine = { name: "/etc/latchkey/managed-settings.json", scope: "machine" } as const;
export const user = { name: "/home/ana/.config/latchkey/managed-settings.json", scope: "user" } as const;
const own = { name: "/home/ana/.config/Latchkey/local-settings.json", scope: "user" } as const;

export const nothing = await stateOf("none");
export const local = await stateOf("local", [{ ...own, values: signInValues }]);
export const withToken = await stateOf("local", [
  { ...own, values: { ...signInValues, inferenceBedrockBearerToken: SECRET } },
]);
export const managed = await stateOf("managed", [
  {
    ...machine,
    values: {
      ...signInValues,
      inferenceBedrockBearerToken: SECRET,
      inferenceBedrocRegion: "us-west-2",
      relaunchEnforcementHours: "12",
      disableAutoUpdates: true,
    },
  },
  {
    ...user,
    values: {
      inferenceBedrockRegion: "eu-central-1",
      inferenceBedrockProfile: "bedrock",
      egressProxyUrl: "",
    },
  },
]);

export const managedBroken = await stateOf("managed", [
  { ...machine, values: { ...signInValues, inferenceBedrockRegion: "us-west-2a" } },
]);

export const allTypes: ConfigurationState = {
  ...local,
  fields: [...local.fields, objectField],
  values: {
    ...local.values,
    disableAutoUpdates: true,
    relaunchEnforcementHours: 24,
    coworkEgressAllowedHosts: ["registry.npmjs.org", "*.pypi.org"],
    inferenceCustomHeaders: { "X-Team": "research" },
  },
};

/** A finding about no key, and one of each severity. */
export const crossChecks: Answers = {
  check: () => ({
    mode: "config-error",
    reason: "The policy's Bedrock connection is incomplete or not valid.",
    findings: [
      {
        severity: "info",
        code: "value-normalised",
        key: "inferenceBedrockSsoStartUrl",
        message: "the slash at the end is not needed",
      },
      { severity: "error", code: "malformed-file", message: "larger than a policy may be" },
      {
        severity: "warning",
        code: "model-geography",
        key: "inferenceModels",
        message: "names an inference profile of another geography than inferenceBedrockRegion",
      },
    ],
  }),
};

export const press = (name: string) => async (window: OpenConfiguration) => {
  await window.page.getByRole("button", { name, exact: true }).click();
  await window.settled();
};
export const choose = (name: RegExp) => async (window: OpenConfiguration) => {
  await window.page.getByRole("radio", { name }).check();
  await window.settled();
};
const BROKEN = {
  inferenceBedrockRegion: "us-west-2a",
  inferenceBedrockSsoAccountId: "1111-2222-3333",
  inferenceBedrockBaseUrl: "http://proxy.example.com",
  inferenceCredentialHelperTimeoutSec: "soon",
};

/** The main process shows no value that breaks its rule, so a person has to type it. */
export const typeErrors = async (window: OpenConfiguration): Promise<void> => {
  await window.goTo("Connection");
  for (const [key, value] of Object.entries(BROKEN)) await window.page.locator(`#${key}`).fill(value);
  await window.page.locator("h1").focus();
  await window.settled();
};

export const typeToken = async (window: OpenConfiguration): Promise<void> => {
  await window.goTo("Connection");
  await window.page.getByLabel("AWS bearer token", { exact: true }).fill(SECRET);
  await window.settled();
};

export const hosts = [
  "oidc.us-east-1.amazonaws.com",
  "portal.sso.us-east-1.amazonaws.com",
  "bedrock-runtime.us-west-2.amazonaws.com",
] as const;
export const [oidcHost, portalHost, bedrockHost] = hosts;

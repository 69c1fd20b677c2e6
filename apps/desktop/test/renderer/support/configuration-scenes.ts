/** Every section of the configuration window in every state: how it comes about, and what a person then reads. */
import type { ConfigurationState } from "../../../src/shared/configuration-contract.ts";
import { fields, listField, objectField, stateOf } from "./configuration-core.ts";
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
const machine = { name: "/etc/latchkey/managed-settings.json", scope: "machine" } as const;
const user = { name: "/home/ana/.config/latchkey/managed-settings.json", scope: "user" } as const;
const own = { name: "/home/ana/.config/Latchkey/local-settings.json", scope: "user" } as const;

const none = await stateOf("none");
export const local = await stateOf("local", [{ ...own, values: signInValues }]);
const broken = {
  ...signInValues,
  inferenceBedrockRegion: "us-west-2a",
  inferenceBedrockSsoAccountId: "1111-2222-3333",
  inferenceBedrockBaseUrl: "http://proxy.example.com",
  inferenceModels: ["eu.anthropic.claude-sonnet-4-20250514-v1:0"],
  relaunchEnforcementHours: "soon",
};
const withErrors = await stateOf("local", [{ ...own, values: broken }]);
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
export const nothing: ConfigurationState = none;

const allTypes: ConfigurationState = {
  ...local,
  fields: [...fields, listField, objectField],
  values: {
    ...local.values,
    disableAutoUpdates: true,
    relaunchEnforcementHours: 24,
    coworkEgressAllowedHosts: ["registry.npmjs.org", "*.pypi.org"],
    inferenceCustomHeaders: { "X-Team": "research" },
  },
};

/** A finding about no key, and one of each severity. */
const crossChecks: Answers = {
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

const press = (name: string) => async (window: OpenConfiguration) => {
  await window.page.getByRole("button", { name, exact: true }).click();
  await window.settled();
};
const choose = (name: RegExp) => async (window: OpenConfiguration) => {
  await window.page.getByRole("radio", { name }).check();
  await window.settled();
};
export const typeToken = async (window: OpenConfiguration): Promise<void> => {
  await window.goTo("Connection");
  await window.page.getByLabel("AWS bearer token", { exact: true }).fill(SECRET);
  await window.settled();
};

const hosts = [
  "oidc.us-east-1.amazonaws.com",
  "portal.sso.us-east-1.amazonaws.com",
  "bedrock-runtime.us-west-2.amazonaws.com",
] as const;
export const [oidcHost, portalHost, bedrockHost] = hosts;

const form: Record<string, ConfigurationScene> = {
  "connection-empty": {
    state: none,
    section: "Connection",
    says: [
      "Nothing is configured",
      "Inference provider",
      "Bedrock credentials",
      "AWS SSO role name",
      "Helper script",
      "Not active",
    ],
  },
  "connection-filled": {
    state: local,
    section: "Connection",
    says: ["This computer’s own configuration", "AWS sign-in", "No findings", "Remove…"],
  },
  "connection-errors": {
    state: withErrors,
    section: "Connection",
    prepare: (window) => window.page.locator(".all-findings > summary").click(),
    says: ["Configuration problem", "Errors: 4", "Go to AWS region"],
  },
  "connection-cross-checks": {
    state: local,
    answers: crossChecks,
    section: "Connection",
    prepare: (window) => window.page.locator(".all-findings > summary").click(),
    says: [
      "Errors: 1",
      "Warnings: 1",
      "Notes: 1",
      "larger than a policy may be",
      "the slash at the end is not needed",
    ],
  },
  "connection-managed": {
    state: managed,
    section: "Connection",
    says: [
      "Managed by your organization",
      machine.name,
      "Applying is not offered: your organization manages these values.",
      "Is set; its value is not shown.",
      "Bearer token",
    ],
    neverSays: ["Apply locally…"],
  },
  "connection-withheld": {
    state: withToken,
    section: "Connection",
    says: ["Is set; its value is not shown.", "Remove the value"],
  },
  "connection-check-failed": {
    state: local,
    answers: { check: "throws" },
    section: "Connection",
    says: ["The draft could not be checked.", "Try again"],
  },
  "models-empty": { state: none, section: "Identity & models", says: ["No entries yet.", "Add a model"] },
  "models-filled": {
    state: local,
    section: "Identity & models",
    says: ["Default", "Has more options, which are kept."],
  },
  "models-managed": {
    state: managed,
    section: "Identity & models",
    says: ["Managed by your organization"],
    neverSays: ["Add a model"],
  },
  behaviour: {
    state: none,
    section: "App behaviour",
    says: ["Disable automatic updates", "From 0 to 1,000,000.", "Proxy URL"],
  },
  "behaviour-every-type": {
    state: allTypes,
    section: "App behaviour",
    says: ["One entry per line.", "Add an entry"],
  },
};

const exports: Record<string, ConfigurationScene> = {
  "export-mobileconfig": {
    state: local,
    section: "Export",
    says: ["this computer’s kind", "latchkey.mobileconfig", "PayloadContent", "Save…"],
    neverSays: ["Include secrets in clear text"],
  },
  "export-reg": {
    state: local,
    section: "Export",
    prepare: choose(/Registry file/),
    says: ["latchkey.reg", "Windows Registry Editor"],
    neverSays: ["Organization (optional)"],
  },
  "export-json-secrets": {
    state: withToken,
    section: "Export",
    prepare: async (window) => {
      await typeToken(window);
      await window.goTo("Export");
      await choose(/Managed settings/)(window);
      await window.page.getByRole("checkbox", { name: "Include secrets in clear text" }).check();
      await window.settled();
    },
    says: ["Include secrets in clear text", "The preview never shows them.", "managed-settings.json"],
    neverSays: [SECRET, "Holds for"],
  },
  "export-admx": {
    state: local,
    section: "Export",
    prepare: choose(/Group Policy template/),
    says: ["latchkey.admx", "policyDefinitions"],
    neverSays: ["Holds for"],
  },
  "export-refused": {
    state: withErrors,
    section: "Export",
    says: ["This draft cannot be exported. Correct what is named here.", "AWS SSO account ID:"],
    neverSays: ["Save…"],
  },
  "export-failed": {
    state: local,
    answers: { previewExport: "throws" },
    section: "Export",
    says: ["The preview could not be made.", "Try again"],
  },
  "export-saved": {
    state: local,
    section: "Export",
    prepare: press("Save…"),
    says: ["Saved as latchkey.mobileconfig."],
  },
  "export-not-written": {
    state: local,
    answers: { saveExport: () => ({ status: "not-written", code: "ENOSPC" }) },
    section: "Export",
    prepare: press("Save…"),
    says: ["Nothing was written (ENOSPC). Check the folder and the free space, then try again."],
  },
};

const test =
  (
    results: readonly (readonly [
      host: string,
      status: "testing" | "reachable" | "unreachable" | "not-tested",
      code?: string,
    ])[],
  ) =>
  async (window: OpenConfiguration) => {
    await press("Test reachability")(window);
    for (const [host, status, code] of results) {
      await window.pushReachability({
        run: 1,
        host,
        port: 443,
        status,
        ...(code === undefined ? {} : { code }),
        ...(status === "reachable" ? { milliseconds: 84 } : {}),
      });
    }
  };
const connection = (
  answer: unknown,
): Pick<ConfigurationScene, "section" | "answers" | "prepare" | "state"> => ({
  state: local,
  section: "Egress requirements",
  answers: { testConnection: () => answer },
  prepare: press("Test connection"),
});

const egress: Record<string, ConfigurationScene> = {
  "egress-empty": {
    state: none,
    section: "Egress requirements",
    says: ["This draft needs no host yet."],
    neverSays: ["Test reachability"],
  },
  "egress-filled": {
    state: local,
    section: "Egress requirements",
    says: [...hosts, "*.awsapps.com", "Copy hosts", "the browser"],
  },
  "egress-not-used": {
    state: local,
    section: "Egress requirements",
    prepare: async (window) => {
      await typeToken(window);
      await window.goTo("Egress requirements");
    },
    says: ["Not used while the bearer token is set."],
  },
  "egress-testing": {
    state: local,
    section: "Egress requirements",
    prepare: test([
      ["*.awsapps.com", "not-tested"],
      [oidcHost, "reachable"],
      [portalHost, "testing"],
      [bedrockHost, "testing"],
    ]),
    says: ["Tested: 2 of", "Stop", "Testing…", "Reachable", "84 ms"],
    neverSays: ["Test reachability"],
  },
  "egress-stopped": {
    state: local,
    section: "Egress requirements",
    prepare: async (window) => {
      await test([[oidcHost, "reachable"]])(window);
      await press("Stop")(window);
    },
    says: ["Stopped. Tested: 1 of"],
  },
  "egress-finished": {
    state: local,
    section: "Egress requirements",
    prepare: async (window) => {
      const all = await window.page.locator(".egress tbody th").allInnerTexts();
      const outcomes = all
        .map((address) => address.replace(/:443$/, ""))
        .map((host) =>
          host.startsWith("*")
            ? ([host, "not-tested"] as const)
            : host === bedrockHost
              ? ([host, "unreachable", "ENOTFOUND"] as const)
              : ([host, "reachable"] as const),
        );
      await test(outcomes)(window);
    },
    says: ["Test finished.", "Unreachable: 1.", "ENOTFOUND", "Not tested"],
  },
  "connection-not-verifiable": {
    ...connection({ status: "not-verifiable", mode: "aws-sso" }),
    says: [
      "The connection cannot be verified in this mode.",
      "Mode: AWS sign-in.",
      "This does not indicate a problem.",
    ],
  },
  "connection-works": {
    ...connection({ status: "works", modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0" }),
    says: [
      "The connection works.",
      "Bedrock answered with the model us.anthropic.claude-sonnet-4-20250514-v1:0.",
    ],
  },
  "connection-refused": {
    ...connection({
      status: "refused",
      httpStatus: 403,
      errorName: "AccessDeniedException",
      requestId: "3f6c1f0e-9d1b-4a2e-8f43-3a5d7e1b2c90",
    }),
    says: [
      "Bedrock refused the request.",
      "403",
      "AccessDeniedException",
      "3f6c1f0e-9d1b-4a2e-8f43-3a5d7e1b2c90",
    ],
  },
  "connection-unreachable": {
    ...connection({ status: "unreachable", code: "ENOTFOUND" }),
    says: ["Bedrock was not reached.", "ENOTFOUND"],
  },
  "connection-not-configured": {
    ...connection({
      status: "not-configured",
      mode: "inactive",
      reason: "The policy names no inference provider.",
    }),
    says: ["There is nothing to test yet.", "The policy names no inference provider."],
  },
};

const inspector: Record<string, ConfigurationScene> = {
  "inspector-managed": {
    state: managed,
    section: "Policy inspector",
    prepare: async (window) => {
      for (const each of await window.page.locator(".settings summary").all()) await each.click();
    },
    says: [
      "Bearer token",
      machine.name,
      user.name,
      "Unknown key",
      "Source ignored",
      "Weaker values: 1",
      "eu-central-1",
      "Not used",
    ],
    neverSays: [SECRET],
  },
  "inspector-nothing": {
    state: none,
    section: "Policy inspector",
    prepare: (window) => window.page.locator(".disclosure > summary").last().click(),
    says: [
      "No source sets anything.",
      "There are no sources on this computer.",
      "Keys that are not set:",
      "Switches managed inference on.",
    ],
  },
  "inspector-filtered": {
    state: managed,
    section: "Policy inspector",
    prepare: (window) => window.page.getByLabel("Filter settings").fill("sso region"),
    says: ["inferenceBedrockSsoRegion"],
    neverSays: ["inferenceModels"],
  },
  "inspector-nothing-found": {
    state: managed,
    section: "Policy inspector",
    prepare: (window) => window.page.getByLabel("Filter settings").fill("no such thing"),
    says: ["No setting fits this filter."],
  },
  "inspector-copied": {
    state: managed,
    section: "Policy inspector",
    prepare: press("Copy report"),
    says: ["Report copied."],
  },
};

const opened = press("Apply locally…");
const dialogs: Record<string, ConfigurationScene> = {
  "apply-question": {
    state: local,
    section: "Connection",
    prepare: opened,
    says: ["Apply to this computer?", "The app starts again with the new values.", "Apply and restart"],
  },
  "apply-secrets": {
    state: local,
    section: "Connection",
    prepare: async (window) => {
      await typeToken(window);
      await opened(window);
    },
    says: ["Include secrets in clear text"],
  },
  "apply-errors": {
    state: withErrors,
    section: "Connection",
    prepare: opened,
    says: ["The draft has errors."],
  },
  "apply-managed": {
    state: local,
    answers: { apply: () => ({ status: "managed", sources: [machine.name] }) },
    section: "Connection",
    prepare: async (window) => {
      await opened(window);
      await press("Apply and restart")(window);
    },
    says: [`Nothing was changed: management decides on this computer, by ${machine.name}.`],
  },
  "apply-refused": {
    state: local,
    answers: {
      apply: () => ({
        status: "refused",
        findings: [
          {
            severity: "error",
            code: "wrong-type",
            key: "inferenceBedrockRegion",
            message: "expected an AWS region",
          },
        ],
      }),
    },
    section: "Connection",
    prepare: async (window) => {
      await opened(window);
      await press("Apply and restart")(window);
    },
    says: ["Nothing was changed: the draft has errors.", "AWS region: expected an AWS region"],
  },
  "apply-done": {
    state: local,
    section: "Connection",
    prepare: async (window) => {
      await opened(window);
      await press("Apply and restart")(window);
    },
    says: ["Applied. The app starts again."],
    neverSays: ["Apply and restart"],
  },
  "remove-question": {
    state: local,
    section: "Connection",
    prepare: press("Remove…"),
    says: ["Remove this computer’s own configuration?", "Remove and restart"],
  },
};

const broke: Record<string, ConfigurationScene> = {
  unavailable: {
    state: none,
    answers: { getState: "throws" },
    section: "",
    says: ["The configuration cannot be shown"],
  },
  starting: {
    state: none,
    answers: { getState: "never" },
    section: "",
    says: ["Reading the configuration…"],
  },
};

export const configurationScenes: Readonly<Record<string, ConfigurationScene>> = {
  ...form,
  ...exports,
  ...egress,
  ...inspector,
  ...dialogs,
  ...broke,
};

/** Brings a window that has just opened into the scene. */
export async function enter(window: OpenConfiguration, scene: ConfigurationScene): Promise<void> {
  if (scene.section !== "") await window.goTo(scene.section);
  await scene.prepare?.(window);
  await window.settled();
}

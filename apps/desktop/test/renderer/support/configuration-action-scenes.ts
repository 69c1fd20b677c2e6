/** The scenes of the egress requirements, the two tests, the inspector and the dialogs. */
import {
  SECRET,
  bedrockHost,
  hosts,
  local,
  machine,
  managed,
  nothing,
  oidcHost,
  portalHost,
  press,
  typeToken,
  user,
  typeErrors,
} from "./configuration-states.ts";
import type { ConfigurationScene } from "./configuration-states.ts";
import type { OpenConfiguration } from "./open-configuration.ts";

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

export const egressScenes: Record<string, ConfigurationScene> = {
  "egress-empty": {
    state: nothing,
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

export const inspectorScenes: Record<string, ConfigurationScene> = {
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
    state: nothing,
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
export const dialogScenes: Record<string, ConfigurationScene> = {
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
    state: local,
    section: "Connection",
    prepare: async (window) => {
      await typeErrors(window);
      await opened(window);
    },
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

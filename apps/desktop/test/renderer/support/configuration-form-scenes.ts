/** The scenes of the form and of the export. */
import {
  SECRET,
  allTypes,
  choose,
  crossChecks,
  local,
  machine,
  managed,
  managedBroken,
  nothing,
  press,
  typeErrors,
  typeToken,
  withToken,
} from "./configuration-states.ts";
import type { ConfigurationScene } from "./configuration-states.ts";

export const formScenes: Record<string, ConfigurationScene> = {
  "connection-empty": {
    state: nothing,
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
    state: local,
    section: "Connection",
    prepare: async (window) => {
      await typeErrors(window);
      await window.page.locator(".all-findings > summary").click();
    },
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
      "Managed by your organisation",
      machine.name,
      "Applying is not offered: your organisation manages these values.",
      "Is set; its value is not shown.",
      "Bearer token",
    ],
    neverSays: ["Apply locally…"],
  },
  "connection-managed-broken": {
    state: managedBroken,
    section: "Connection",
    says: ["Managed by your organisation", "Configuration problem", "an availability zone"],
    neverSays: ["us-west-2a"],
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
  "models-empty": { state: nothing, section: "Identity & models", says: ["No entries yet.", "Add a model"] },
  "models-filled": {
    state: local,
    section: "Identity & models",
    says: ["Default", "Has more options, which are kept."],
  },
  "models-managed": {
    state: managed,
    section: "Identity & models",
    says: ["Managed by your organisation"],
    neverSays: ["Add a model"],
  },
  behaviour: {
    state: nothing,
    section: "App behaviour",
    says: ["Disable automatic updates", "From 0 to 1,000,000.", "Proxy URL"],
  },
  "behaviour-every-type": {
    state: allTypes,
    section: "App behaviour",
    says: ["One entry per line.", "Add an entry"],
  },
};

export const exportScenes: Record<string, ConfigurationScene> = {
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
    neverSays: ["Organisation (optional)"],
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
    state: local,
    section: "Export",
    prepare: async (window) => {
      await typeErrors(window);
      await window.goTo("Export");
    },
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

/** The keys of the app's behaviour, and those that are known and not used. */
import type { CatalogueRow, PolicyRule, PolicyValueType } from "./catalogue.ts";

type Behaviour = readonly [key: string, label: string, type: PolicyValueType, example: string, help: string];

const behaviour = ([key, label, type, example, help]: Behaviour): CatalogueRow => ({
  key,
  label,
  type,
  rule: ruleOf(type),
  use: "app-behaviour",
  ...(type === "integer" ? { range: [0, 1_000_000] } : {}),
  example,
  help,
});

const notUsed = (key: string, label: string, type: PolicyValueType, meaning: string): CatalogueRow => ({
  key,
  label,
  type,
  rule: ruleOf(type),
  use: "not-used",
  help: `${meaning} Not used by this product.`,
});

function ruleOf(type: PolicyValueType): PolicyRule {
  if (type === "boolean") return "flag";
  if (type === "integer") return "count";
  if (type === "object") return "headers";
  return type === "list" ? "hosts" : "text";
}

/** Alone, these keys do not make a device managed. */
export const BEHAVIOUR_ROWS: readonly CatalogueRow[] = [
  behaviour([
    "coworkEgressAllowedHosts",
    "Allowed egress hosts",
    "list",
    '["docs.example.com","*.corp.example.com"]',
    "Hosts that programs inside the sandbox may reach besides Bedrock: names, or *. and a suffix.",
  ]),
  behaviour([
    "disableAutoUpdates",
    "Disable automatic updates",
    "boolean",
    "true",
    "Leaves updating the app to management.",
  ]),
  behaviour([
    "autoUpdaterEnforcementHours",
    "Update enforcement",
    "integer",
    "72",
    "How many hours a downloaded update may wait before it is forced.",
  ]),
  behaviour([
    "updateViaUpdatesHost",
    "Updates host",
    "boolean",
    "true",
    "Fetches updates from the updates host, so that the firewall needs no other.",
  ]),
  behaviour([
    "relaunchEnforcementHours",
    "Relaunch enforcement",
    "integer",
    "24",
    "How many hours the app may run on after its policy changed before a relaunch is forced; 0 forces it at once.",
  ]),
  behaviour([
    "configRecheckIntervalMinutes",
    "Policy re-check interval",
    "integer",
    "10",
    "How many minutes lie between two looks at the policy while the app runs.",
  ]),
  {
    ...behaviour([
      "egressProxyUrl",
      "Proxy URL",
      "string",
      "http://proxy.example.com:3128",
      "The proxy for the app's own traffic.",
    ]),
    rule: "proxy-url",
  },
  {
    ...behaviour([
      "egressProxyPacUrl",
      "Proxy PAC URL",
      "string",
      "https://proxy.example.com/proxy.pac",
      "The proxy auto-configuration file for the app's own traffic.",
    ]),
    rule: "proxy-url",
  },
];

/** Other products of the same policy format read them, so they are no typing mistakes. */
export const NOT_USED_ROWS: readonly CatalogueRow[] = [
  notUsed(
    "inferenceCredentialHelperSilentRefreshEnabled",
    "Helper script silent refresh",
    "boolean",
    "Runs the helper again in the background before its output expires.",
  ),
  notUsed(
    "inferenceCredentialKind",
    "Credential kind",
    "string",
    "Pins one kind of credential. The credential follows from the other keys.",
  ),
  notUsed(
    "inferenceCustomHeaders",
    "Custom inference headers",
    "object",
    "Extra headers of inference requests: a JSON object of texts, kept secret because it may hold credentials.",
  ),
  notUsed(
    "modelDiscoveryEnabled",
    "Model discovery",
    "boolean",
    "Asks the provider for its models. AWS sign-in takes them from the model list.",
  ),
  notUsed(
    "deploymentOrganizationUuid",
    "Organization UUID",
    "string",
    "Names the organization in telemetry.",
  ),
  notUsed(
    "disableEssentialTelemetry",
    "Disable essential telemetry",
    "boolean",
    "Switches telemetry off that is otherwise always sent.",
  ),
  notUsed(
    "disableNonessentialTelemetry",
    "Disable nonessential telemetry",
    "boolean",
    "Switches the other telemetry off.",
  ),
  notUsed(
    "disableNonessentialServices",
    "Disable nonessential services",
    "boolean",
    "Switches optional network services off.",
  ),
  notUsed(
    "disableDeploymentModeChooser",
    "Disable deployment mode chooser",
    "boolean",
    "Hides the choice between managed and ordinary use.",
  ),
];

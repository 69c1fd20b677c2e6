/** The key catalogue itself. Names and labels are exact; see `catalogue.ts` for how they are looked up. */
import type { PolicyKey, PolicyRule, PolicyUse, PolicyValueType } from "./catalogue.ts";

const row = (
  key: string,
  label: string,
  type: PolicyValueType,
  rule: PolicyRule,
  use: PolicyUse,
  help: string,
): PolicyKey => ({ key, label, type, rule, use, help });

const other = (key: string, type: PolicyValueType): PolicyKey =>
  row(key, key, type, ruleOf(type), "not-used", "Known from other products; this one does not use it.");

const behaviour = (key: string, label: string, type: PolicyValueType, help: string): PolicyKey =>
  row(key, label, type, ruleOf(type), "app-behaviour", help);

function ruleOf(type: PolicyValueType): PolicyRule {
  if (type === "boolean") return "flag";
  if (type === "integer") return "count";
  return type === "list" ? "hosts" : "text";
}

export const CATALOGUE_ROWS: readonly PolicyKey[] = [
  row(
    "inferenceProvider",
    "Inference provider",
    "string",
    "provider",
    "connection",
    'Switches managed inference on. This product serves "bedrock".',
  ),
  row(
    "inferenceBedrockRegion",
    "AWS region",
    "string",
    "region",
    "connection",
    "The Bedrock runtime region, for example us-west-2. Required.",
  ),
  row(
    "inferenceBedrockBearerToken",
    "AWS bearer token",
    "secret",
    "bearer-token",
    "credential",
    "A shared Bedrock API key. Leave empty for AWS sign-in: it wins over every other credential.",
  ),
  row(
    "inferenceBedrockBaseUrl",
    "Bedrock base URL",
    "string",
    "base-url",
    "connection",
    "Host origin of a VPC endpoint or proxy, in place of the public Bedrock endpoint.",
  ),
  row(
    "inferenceBedrockProfile",
    "AWS profile name",
    "string",
    "profile",
    "credential",
    "A named profile; needs the AWS CLI on the device. Leave empty for AWS sign-in.",
  ),
  row(
    "inferenceBedrockAwsDir",
    "AWS config directory",
    "string",
    "directory",
    "connection",
    "The folder that holds config and credentials for the named profile; ~/.aws by default.",
  ),
  row(
    "inferenceBedrockAwsCliPath",
    "AWS CLI path",
    "string",
    "file",
    "connection",
    "Absolute path of the AWS CLI for the named profile; found on PATH by default.",
  ),
  row(
    "inferenceBedrockSsoStartUrl",
    "AWS SSO start URL",
    "string",
    "start-url",
    "credential",
    "The AWS access portal URL, for example https://d-1234567890.awsapps.com/start.",
  ),
  row(
    "inferenceBedrockSsoRegion",
    "AWS SSO region",
    "string",
    "region",
    "credential",
    "The home region of IAM Identity Center; often not the Bedrock region.",
  ),
  row(
    "inferenceBedrockSsoAccountId",
    "AWS SSO account ID",
    "string",
    "account-id",
    "credential",
    "The 12-digit AWS account where Bedrock is enabled.",
  ),
  row(
    "inferenceBedrockSsoRoleName",
    "AWS SSO role name",
    "string",
    "role-name",
    "credential",
    "The name of the permission set that allows Bedrock inference.",
  ),
  row(
    "inferenceBedrockServiceTier",
    "Bedrock service tier",
    "string",
    "service-tier",
    "connection",
    '"flex" or "priority"; on-demand when not set.',
  ),
  row(
    "inferenceModels",
    "Model list",
    "list",
    "models",
    "connection",
    "Model or inference-profile IDs; the first one is the default. Sign-in needs at least one.",
  ),
  row(
    "inferenceCredentialHelper",
    "Helper script",
    "string",
    "helper",
    "credential",
    "Absolute path of a program that prints a credential. Used when nothing stronger is set.",
  ),
  row(
    "inferenceCredentialHelperTtlSec",
    "Helper script TTL",
    "integer",
    "helper-ttl",
    "connection",
    "How long the helper's output is kept, in seconds; 3600 by default, 0 keeps nothing.",
  ),
  row(
    "inferenceCredentialHelperTimeoutSec",
    "Helper script timeout",
    "integer",
    "helper-timeout",
    "connection",
    "How long the helper may run, in seconds; 1 to 600, 60 by default.",
  ),
  other("inferenceCredentialHelperSilentRefreshEnabled", "boolean"),
  other("inferenceCredentialKind", "string"),
  row(
    "inferenceCustomHeaders",
    "Custom inference headers",
    "object",
    "headers",
    "not-used",
    "Extra request headers. This product sends none.",
  ),
  other("modelDiscoveryEnabled", "boolean"),
  other("coworkEgressAllowedHosts", "list"),
  other("deploymentOrganizationUuid", "string"),
  other("disableEssentialTelemetry", "boolean"),
  other("disableNonessentialTelemetry", "boolean"),
  other("disableNonessentialServices", "boolean"),
  other("disableDeploymentModeChooser", "boolean"),
  behaviour(
    "disableAutoUpdates",
    "Disable automatic updates",
    "boolean",
    "Updates come from management only.",
  ),
  behaviour(
    "autoUpdaterEnforcementHours",
    "Update enforcement",
    "integer",
    "Hours until an update is forced.",
  ),
  behaviour("updateViaUpdatesHost", "Updates host", "boolean", "Fetch updates from the updates host."),
  behaviour(
    "relaunchEnforcementHours",
    "Relaunch enforcement",
    "integer",
    "Hours until a relaunch is forced.",
  ),
  behaviour("configRecheckIntervalMinutes", "Policy re-check", "integer", "Minutes between policy checks."),
  behaviour("egressProxyUrl", "Proxy URL", "string", "Proxy for the app's own traffic."),
  behaviour(
    "egressProxyPacUrl",
    "Proxy PAC URL",
    "string",
    "Proxy auto-configuration for the app's traffic.",
  ),
];

export { policyCatalogue } from "./catalogue.ts";
export type { PolicyKey, PolicyRule, PolicyUse, PolicyValueType } from "./catalogue.ts";
export type { PolicyPrecedence } from "./combine-sources.ts";
export { decideAuthMode } from "./decide/decide-auth-mode.ts";
export type {
  AuthModeDecision,
  AwsSsoDecision,
  BearerTokenDecision,
  BedrockSettings,
  ConfigErrorDecision,
  CredentialHelperDecision,
  InactiveDecision,
  NoCredentialDecision,
  ProfileDecision,
  UnknownDecision,
} from "./decide/decision-types.ts";
export { DEFAULT_DOMAIN, DEFAULT_REGISTRY_KEY, decodePolicy } from "./decode/decode-policy.ts";
export type { DecodedPolicy, DecodePolicyOptions } from "./decode/decode-policy.ts";
export type { RawValue } from "./decode/raw-value.ts";
export { describePolicy } from "./describe-policy.ts";
export type {
  DescribePolicyOptions,
  PolicyReport,
  PolicyReportSetting,
  PolicyReportUnset,
  PolicyReportValue,
} from "./describe-policy.ts";
export { formatPolicyReport } from "./describe/format-report.ts";
export type { FormatReportOptions } from "./describe/format-report.ts";
export { egressRequirements } from "./egress/egress-requirements.ts";
export type { EgressHost, EgressMoment, EgressRequirements } from "./egress/egress-types.ts";
export { formatEgress } from "./egress/format-egress.ts";
export type { FormatEgressOptions } from "./egress/format-egress.ts";
export { exportPolicy } from "./encode/export-policy.ts";
export type {
  ExportPolicyOptions,
  PolicyExport,
  PolicyExportFormat,
  PolicyExportValue,
  PolicyExportValues,
} from "./encode/export-types.ts";
export { policyFileSource } from "./sources/policy-file-source.ts";
export type { PolicyFileSourceOptions } from "./sources/policy-file-source.ts";
export { PolicyReaderError } from "./policy-reader-error.ts";
export type { PolicyReaderErrorCode } from "./policy-reader-error.ts";
export type {
  DecodedEntry,
  Model,
  PolicyDiagnostic,
  PolicyDiagnosticCode,
  PolicyEntry,
  PolicyEntryStatus,
  PolicyFormat,
  PolicyRawType,
  PolicyReading,
  PolicyScope,
  PolicySeverity,
  PolicySnapshot,
  PolicySource,
  PolicySourceReport,
  PolicySourceStatus,
  PolicyValue,
} from "./policy-types.ts";
export type { Exec, ExecOptions } from "./sources/exec.ts";
export type { NativeRegistry } from "./sources/native-registry.ts";
export { DEFAULT_LINUX_PATH, linuxPolicySource } from "./sources/linux-policy-source.ts";
export type { LinuxPolicySourceOptions } from "./sources/linux-policy-source.ts";
export { DEFAULT_MANAGED_PREFERENCES, macosPolicySource } from "./sources/macos-policy-source.ts";
export type { MacosPolicySourceOptions } from "./sources/macos-policy-source.ts";
export { managedPolicySources } from "./sources/managed-policy-sources.ts";
export type { ManagedPolicySources, ManagedPolicySourcesOptions } from "./sources/managed-policy-sources.ts";
export { windowsPolicySource } from "./sources/windows-policy-source.ts";
export type { WindowsPolicySourceOptions } from "./sources/windows-policy-source.ts";
export { readPolicy } from "./read-policy.ts";
export type { ReadPolicyOptions } from "./read-policy.ts";
export { watchPolicy } from "./watch/watch-policy.ts";
export type { PolicyChange, WatchPolicyOptions } from "./watch/watch-policy.ts";
export type { WatchClock } from "./watch/watch-clock.ts";
export type { FolderWatch, WatchFolder } from "./watch/watch-folder.ts";
export { whatChanged } from "./what-changed.ts";
export type { LaunchAction, SignInIdentity } from "./what-changed.ts";

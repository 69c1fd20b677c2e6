/** What the configuration window shows of the policy in force. */
import { describePolicy } from "@latchkey/policy-reader";
import type { ConfigurationState, ReportView } from "../../shared/configuration-schema.ts";
import { policyFindings } from "./findings.ts";
import { formFields } from "./form-fields.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import { shownValues } from "./policy-values.ts";

export function configurationState(inForce: PolicyInForce, platform: NodeJS.Platform): ConfigurationState {
  const { values, withheld } = shownValues(inForce.snapshot);
  return {
    fields: [...formFields],
    origin: inForce.origin,
    values,
    withheld,
    report: reportOf(inForce),
    ownFormat: formatOf(platform),
  };
}

function reportOf({ snapshot, decision }: PolicyInForce): ReportView {
  const {
    diagnostics,
    sources,
    settings,
    unset = [],
    ...outcome
  } = describePolicy(snapshot, decision, {
    includeUnset: true,
  });
  return {
    ...outcome,
    sources: [...sources],
    settings: settings.map((setting) => ({ ...setting, losing: [...setting.losing] })),
    unset: [...unset],
    findings: policyFindings(diagnostics),
  };
}

function formatOf(platform: NodeJS.Platform): ConfigurationState["ownFormat"] {
  if (platform === "darwin") return "mobileconfig";
  return platform === "win32" ? "reg" : "json";
}

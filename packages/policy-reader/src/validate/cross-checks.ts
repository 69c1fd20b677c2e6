/** Checks between keys. They look only at values that are valid by themselves. */
import { parseStartUrl, partitionOf } from "@latchkey/aws-partitions";
import { diagnose, error, warning, type Finding } from "../diagnostic.ts";
import { entryOf, modelsOf, textOf } from "../effective-entries.ts";
import type { PolicyDiagnostic, PolicyDiagnosticCode, PolicyEntry } from "../policy-types.ts";

const START_URL = "inferenceBedrockSsoStartUrl";
const SSO_REGION = "inferenceBedrockSsoRegion";
const BEDROCK_REGION = "inferenceBedrockRegion";

/** The findings that make AWS sign-in impossible. */
export const SIGN_IN_CONFLICTS: readonly PolicyDiagnosticCode[] = [
  "partition-mismatch",
  "portal-region-mismatch",
];

/** @param entries those in force. */
export function crossCheck(entries: readonly PolicyEntry[]): readonly PolicyDiagnostic[] {
  const findings = [...checkPortal(entries), ...checkPartitions(entries), ...checkModelGeography(entries)];
  return findings.map((finding) => diagnose(finding, entryOf(entries, finding.key ?? "")?.source));
}

function checkPortal(entries: readonly PolicyEntry[]): readonly Finding[] {
  const portal = parseStartUrl(textOf(entries, START_URL) ?? "");
  const region = textOf(entries, SSO_REGION);
  if (portal.status !== "valid" || region === undefined) return [];
  if (partitionOf(region)?.id !== portal.partition) {
    return [error("partition-mismatch", `in another AWS partition than ${START_URL}`, SSO_REGION)];
  }
  if (portal.region !== undefined && portal.region !== region) {
    return [error("portal-region-mismatch", `not the region that ${START_URL} names`, SSO_REGION)];
  }
  return [];
}

function checkPartitions(entries: readonly PolicyEntry[]): readonly Finding[] {
  const [region, runtime] = [textOf(entries, SSO_REGION), textOf(entries, BEDROCK_REGION)];
  if (region === undefined || runtime === undefined) return [];
  if (partitionOf(region)?.id === partitionOf(runtime)?.id) return [];
  const reason = `in another AWS partition than ${BEDROCK_REGION}; role credentials do not cross partitions`;
  return [error("partition-mismatch", reason, SSO_REGION)];
}

/** Where a geographic inference profile may be called from; only clear contradictions count. */
const GEOGRAPHIES: Readonly<Record<string, RegExp>> = {
  us: /^(?:us|ca)-(?!gov-)/,
  eu: /^(?:eu|il)-/,
  apac: /^(?:ap|me)-/,
  jp: /^ap-/,
  au: /^ap-/,
  "us-gov": /^us-gov-/,
};

function checkModelGeography(entries: readonly PolicyEntry[]): readonly Finding[] {
  const region = textOf(entries, BEDROCK_REGION);
  if (region === undefined) return [];
  const away = modelsOf(entries).some(({ id }) => {
    const geography = id.split(".")[0] ?? "";
    return Object.hasOwn(GEOGRAPHIES, geography) && GEOGRAPHIES[geography]?.test(region) === false;
  });
  const reason = `names an inference profile of another geography than ${BEDROCK_REGION}`;
  return away ? [warning("model-geography", reason, "inferenceModels")] : [];
}

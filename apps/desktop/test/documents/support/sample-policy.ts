/** The policy that the administrator guide is about, and variations of it, through the real reader. */
import { decideAuthMode, egressRequirements, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import type { AuthModeDecision, EgressRequirements } from "@latchkey/policy-reader";
import { temporaryDirectory } from "@latchkey/test-kit";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../../../..");
export const SAMPLE = join(ROOT, "examples/policies/acme.json");

export interface SamplePolicy {
  readonly decision: AuthModeDecision;
  /** Of the file and of the decision: error, warning or information. */
  readonly findings: readonly string[];
  readonly egress: EgressRequirements;
}

export async function readSample(path: string): Promise<SamplePolicy> {
  const snapshot = await readPolicy([policyFileSource({ path })]);
  const decision = decideAuthMode(snapshot);
  const findings = [...snapshot.diagnostics, ...decision.diagnostics].map(({ message }) => message);
  return { decision, findings, egress: egressRequirements(snapshot, decision) };
}

/** The same for what would be in a file of this name. */
export async function readText(name: string, content: string | Uint8Array): Promise<SamplePolicy> {
  using folder = temporaryDirectory();
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return await readSample(path);
}

/** The sample with other values. */
export async function variation(values: Readonly<Record<string, unknown>>): Promise<SamplePolicy> {
  const sample = JSON.parse(readFileSync(SAMPLE, "utf8")) as Record<string, unknown>;
  return await readText("policy.json", JSON.stringify({ ...sample, ...values }));
}

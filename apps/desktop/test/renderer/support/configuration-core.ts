/** What the main process answers a configuration window, by the main process's own code: only the policy is made up. */
import { decideAuthMode, decodePolicy, egressRequirements, readPolicy } from "@latchkey/policy-reader";
import type { PolicySource } from "@latchkey/policy-reader";
import { configurationState } from "../../../src/main/configuration/configuration-state.ts";
import { checkPolicy, examineDraft } from "../../../src/main/configuration/examine-draft.ts";
import type { ExaminedPolicy } from "../../../src/main/configuration/examine-draft.ts";
import { previewExport } from "../../../src/main/configuration/export-file.ts";
import { keptValues } from "../../../src/main/configuration/kept-values.ts";
import type { PolicyInForce } from "../../../src/main/configuration/policy-in-force.ts";
import { exportableValues } from "../../../src/main/configuration/policy-values.ts";
import type {
  Checked,
  ConfigurationState,
  Draft,
  EgressView,
  ExportRequest,
  FieldView,
  Preview,
} from "../../../src/shared/configuration-contract.ts";

/** No key of today is of this type and used; the contract allows it. */
export const objectField: FieldView = {
  key: "inferenceCustomHeaders",
  label: "Custom inference headers",
  help: "Extra headers of inference requests.",
  section: "behaviour",
  type: "object",
  rule: "headers",
};

export interface DeployedPolicy {
  readonly name: string;
  readonly scope: "machine" | "user";
  readonly values: Readonly<Record<string, unknown>>;
}

/** What each state was made from; a state that was made from another keeps its report. */
const policies = new WeakMap<ConfigurationState["report"], PolicyInForce>();

export async function stateOf(
  origin: ConfigurationState["origin"],
  deployed: readonly DeployedPolicy[] = [],
): Promise<ConfigurationState> {
  const snapshot = await readPolicy(deployed.map(sourceOf));
  const inForce = { snapshot, decision: decideAuthMode(snapshot), origin };
  const state = configurationState(inForce, "darwin");
  policies.set(state.report, inForce);
  return state;
}

export async function check(state: ConfigurationState, values: Draft): Promise<Checked> {
  return checkPolicy(await examine(state, values));
}

export async function egress(state: ConfigurationState, values: Draft): Promise<EgressView> {
  const { snapshot, decision } = await examine(state, values);
  const { hosts, sandboxHosts, notes } = egressRequirements(snapshot, decision);
  return {
    hosts: hosts.map((host) => ({ ...host, neededFor: [...host.neededFor] })),
    sandboxHosts: [...sandboxHosts],
    notes: [...notes],
  };
}

export async function preview(
  state: ConfigurationState,
  { values, ...choices }: ExportRequest,
): Promise<Preview> {
  return previewExport(await examine(state, values), choices);
}

async function examine({ report }: ConfigurationState, values: Draft): Promise<ExaminedPolicy> {
  const inForce = policies.get(report);
  if (inForce?.origin !== "managed") {
    return examineDraft(values, inForce === undefined ? undefined : keptValues(inForce, values));
  }
  const { snapshot, decision } = inForce;
  return { snapshot, decision, values: exportableValues(snapshot), problems: [] };
}

function sourceOf({ name, scope, values }: DeployedPolicy): PolicySource {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  return { name, scope, read: () => Promise.resolve(decodePolicy(bytes, { name, format: "json" })) };
}

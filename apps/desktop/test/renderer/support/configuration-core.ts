/** What the main process answers a configuration window, from the real policy reader: no text of it is invented here. */
import {
  decideAuthMode,
  decodePolicy,
  describePolicy,
  egressRequirements,
  exportPolicy,
  policyCatalogue,
  readPolicy,
} from "@latchkey/policy-reader";
import type { PolicyDiagnostic, PolicySnapshot, PolicySource } from "@latchkey/policy-reader";
import { secret } from "@latchkey/secret";
import type {
  Checked,
  ConfigurationState,
  Draft,
  EgressView,
  ExportRequest,
  FieldView,
  FindingView,
  Preview,
} from "../../../src/shared/configuration-contract.ts";

const NAME = "this configuration";

export const fields: FieldView[] = policyCatalogue
  .filter(({ use }) => use !== "not-used")
  .map(({ key, label, type, rule, help, use, choices, range, default: fallback, example }) => ({
    key,
    label,
    type,
    rule,
    help,
    section: use === "app-behaviour" ? "behaviour" : rule === "models" ? "models" : "connection",
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(example === undefined ? {} : { example }),
    ...(choices === undefined ? {} : { choices: [...choices] }),
    ...(range === undefined ? {} : { range: [...range] }),
  }));

/** No key of today is of these types and used; the contract allows both. */
export const listField: FieldView = {
  key: "coworkEgressAllowedHosts",
  label: "Allowed egress hosts",
  help: "Hosts that tools inside the sandbox may reach.",
  section: "behaviour",
  type: "list",
  rule: "hosts",
};
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

export async function stateOf(
  origin: ConfigurationState["origin"],
  policies: readonly DeployedPolicy[] = [],
): Promise<ConfigurationState> {
  const snapshot = await readPolicy(policies.map(sourceOf));
  const report = describePolicy(snapshot, decideAuthMode(snapshot), { includeUnset: true });
  const { diagnostics, sources, settings, unset = [], ...outcome } = report;
  const values = policies[0]?.values ?? {};
  const secrets = fields.filter(({ key, type }) => type === "secret" && key in values).map(({ key }) => key);
  return {
    fields,
    origin,
    values: Object.fromEntries(Object.entries(values).filter(([key]) => !secrets.includes(key))) as Draft,
    withheld: secrets,
    report: {
      ...outcome,
      sources: [...sources],
      settings: settings.map((setting) => ({ ...setting, losing: [...setting.losing] })),
      unset: [...unset],
      findings: diagnostics.map(viewOf),
    },
    ownFormat: "mobileconfig",
  };
}

export async function check(values: Draft): Promise<Checked> {
  const snapshot = await snapshotOf(values);
  const { mode, reason, diagnostics } = decideAuthMode(snapshot);
  const all = [...new Set([...snapshot.diagnostics, ...diagnostics])];
  return { mode, reason, findings: all.map(draftView) };
}

export async function egress(values: Draft): Promise<EgressView> {
  const snapshot = await snapshotOf(values);
  const { hosts, sandboxHosts, notes } = egressRequirements(snapshot, decideAuthMode(snapshot));
  return {
    hosts: hosts.map((host) => ({ ...host, neededFor: [...host.neededFor] })),
    sandboxHosts: [...sandboxHosts],
    notes: [...notes],
  };
}

export function preview({ values, format, organization, ...choices }: ExportRequest): Preview {
  const options = { ...choices, ...(organization === undefined ? {} : { organization }) };
  const sealed = Object.entries(values).map(([key, value]) => [
    key,
    fields.some((field) => field.key === key && field.type === "secret")
      ? secret(typeof value === "string" ? value : JSON.stringify(value))
      : value,
  ]);
  const given = Object.fromEntries(sealed) as Parameters<typeof exportPolicy>[1];
  const shown = exportPolicy(format, given, { ...options, includeSecrets: false });
  const saved = exportPolicy(format, given, options);
  if (shown.status === "refused" || saved.status === "refused") {
    return { status: "refused", findings: shown.diagnostics.map(draftView) };
  }
  const { fileName, bytes, diagnostics } = saved;
  return {
    status: "ready",
    fileName,
    text: new TextDecoder(format.startsWith("reg") ? "utf-16le" : "utf-8").decode(shown.bytes),
    bytes: bytes.length,
    findings: diagnostics.map(draftView),
  };
}

function snapshotOf(values: Draft): Promise<PolicySnapshot> {
  return readPolicy([sourceOf({ name: NAME, scope: "machine", values })]);
}

function sourceOf({ name, scope, values }: DeployedPolicy): PolicySource {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  return { name, scope, read: () => Promise.resolve(decodePolicy(bytes, { name, format: "json" })) };
}

function viewOf({ severity, code, message, key }: PolicyDiagnostic): FindingView {
  return { severity, code, message, ...(key === undefined ? {} : { key }) };
}

/** The field says what a finding is about. */
function draftView(diagnostic: PolicyDiagnostic): FindingView {
  const { message, key, source } = diagnostic;
  const opening = [source, key].filter((part) => part !== undefined).join(": ");
  const reason =
    opening !== "" && message.startsWith(`${opening}: `) ? message.slice(opening.length + 2) : message;
  const isIncomplete = ["required-key-missing", "models-required"].includes(diagnostic.code);
  return { ...viewOf(diagnostic), message: reason, ...(isIncomplete ? { severity: "warning" } : {}) };
}

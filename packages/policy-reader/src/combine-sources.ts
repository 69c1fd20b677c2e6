/**
 * Which source counts. Precedence is a rule about scopes and never the order of a list, and a source that
 * exists but cannot be trusted or parsed stops the search instead of letting a weaker one speak.
 */
import { findPolicyKey } from "./catalogue.ts";
import { diagnose, info, warning } from "./diagnostic.ts";
import type {
  PolicyDiagnostic,
  PolicyEntry,
  PolicyFormat,
  PolicyScope,
  PolicySource,
  PolicySourceStatus,
} from "./policy-types.ts";

/**
 * - `machine-exclusive`: any value of the machine's source hides the user's source entirely (Windows).
 * - `machine-over-user`: key by key, the machine wins.
 * - `user-over-machine`: key by key, the per-user managed file wins (macOS, where both are the administrator's).
 */
export type PolicyPrecedence = "machine-exclusive" | "machine-over-user" | "user-over-machine";

/** A source with its validated entries. */
export interface ReadSource {
  readonly source: PolicySource;
  readonly status: PolicySourceStatus;
  readonly format?: PolicyFormat;
  readonly entries: readonly PolicyEntry[];
  readonly diagnostics: readonly PolicyDiagnostic[];
}

export interface Combination {
  readonly status: PolicySourceStatus;
  /** In the given order, with the reasons of those not in force. */
  readonly sources: readonly (ReadSource & { readonly inForce: boolean })[];
}

/** @param fallback counts only when the sources set nothing: none holds a value, and none is broken. */
export function combineSources(
  sources: readonly ReadSource[],
  precedence: PolicyPrecedence,
  fallback?: ReadSource,
): Combination {
  const combination = combineByScope(sources, precedence);
  if (fallback === undefined) return combination;
  const inForce = combination.sources.filter((each) => each.inForce);
  const broken = inForce.find(isBroken);
  const holder = inForce.find(({ entries }) => entries.length > 0);
  if (broken !== undefined) return withSource(combination, unreached(fallback, broken));
  if (holder !== undefined) return withSource(combination, hidden(fallback, holder));
  const { status } = fallback.status === "absent" ? combination : fallback;
  return withSource({ ...combination, status }, used(fallback));
}

function withSource(combination: Combination, last: Combination["sources"][number]): Combination {
  return { ...combination, sources: [...combination.sources, last] };
}

function combineByScope(sources: readonly ReadSource[], precedence: PolicyPrecedence): Combination {
  const machine = sources.find(({ source }) => source.scope === "machine");
  if (precedence === "machine-exclusive" && machine !== undefined && machine.entries.length > 0) {
    return {
      status: "read",
      sources: sources.map((each) => (each === machine ? used(each) : hidden(each, machine))),
    };
  }
  if (precedence === "machine-exclusive" && machine !== undefined && isBroken(machine)) {
    return {
      status: machine.status,
      sources: sources.map((each) => (each === machine ? used(each) : unreached(each, machine))),
    };
  }
  const broken = sources.find(({ status }) => status === "unreadable") ?? sources.find(isBroken);
  if (broken !== undefined) {
    return {
      status: broken.status,
      sources: sources.map((each) => (isBroken(each) ? used(each) : unreached(each, broken))),
    };
  }
  const stronger: PolicyScope = precedence === "user-over-machine" ? "user" : "machine";
  const strongest = sources.find(({ source }) => source.scope === stronger);
  const read = sources.some(({ status }) => status === "read");
  return {
    status: read ? "read" : "absent",
    sources: sources.map((each) => used(each === strongest ? each : shadowedBy(each, strongest))),
  };
}

function isBroken({ status }: ReadSource): boolean {
  return status !== "read" && status !== "absent";
}

function used(source: ReadSource): ReadSource & { inForce: boolean } {
  return { ...source, inForce: source.status !== "absent" };
}

/** The exclusive rule: one value of the stronger source is enough, whatever it is. */
function hidden(source: ReadSource, stronger: ReadSource): ReadSource & { inForce: boolean } {
  const because = `ignored, because ${stronger.source.name} holds ${stronger.entries[0]?.key ?? "a value"}`;
  return ignored(source, because);
}

function unreached(source: ReadSource, broken: ReadSource): ReadSource & { inForce: boolean } {
  return ignored(source, `ignored, because ${broken.source.name} exists but could not be used`);
}

function ignored(source: ReadSource, reason: string): ReadSource & { inForce: boolean } {
  if (source.status === "absent") return { ...source, inForce: false };
  return {
    ...source,
    inForce: false,
    entries: source.entries.map((entry) => ({ ...entry, status: "ignored-source" })),
    diagnostics: [...source.diagnostics, diagnose(warning("ignored-source", reason), source.source.name)],
  };
}

function shadowedBy(source: ReadSource, strongest: ReadSource | undefined): ReadSource {
  const taken = new Set(
    strongest?.entries.map(({ key }) => key).filter((key) => findPolicyKey(key) !== undefined),
  );
  const by = strongest?.source.name ?? "";
  return {
    ...source,
    entries: source.entries.map((entry) => (taken.has(entry.key) ? shadow(entry, by) : entry)),
  };
}

function shadow(entry: PolicyEntry, by: string): PolicyEntry {
  const lost = diagnose(info("shadowed", `${by} sets it too, and wins`, entry.key), entry.source);
  return { ...entry, status: "shadowed", diagnostics: [...entry.diagnostics, lost] };
}

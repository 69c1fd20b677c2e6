/** Reads the sources once and forms the snapshot that everything else looks at. */
import {
  combineSources,
  type Combination,
  type PolicyPrecedence,
  type ReadSource,
} from "./combine-sources.ts";
import { diagnose, error } from "./diagnostic.ts";
import { effectiveEntries } from "./effective-entries.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { PolicyReaderError } from "./policy-reader-error.ts";
import type { PolicyDiagnostic, PolicyReading, PolicySnapshot, PolicySource } from "./policy-types.ts";
import { crossCheck } from "./validate/cross-checks.ts";
import { validateEntry } from "./validate/validate-entry.ts";

export interface ReadPolicyOptions {
  /** `machine-exclusive` by default. */
  readonly precedence?: PolicyPrecedence;
  /**
   * Counts only when the sources set nothing, and never when one of them exists and cannot be used; for what a person
   * configures on an unmanaged device. Of any scope.
   */
  readonly fallback?: PolicySource;
  /** Stands in for `~` and `%USERPROFILE%` in paths; without it they are passed on as they are. */
  readonly homeDirectory?: string;
  /** Accepts `http:` for a Bedrock base URL on this machine. For development only; false by default. */
  readonly allowLoopbackHttp?: boolean;
  readonly signal?: AbortSignal;
}

const PRECEDENCES: readonly unknown[] = [
  undefined,
  "machine-exclusive",
  "machine-over-user",
  "user-over-machine",
] satisfies (PolicyPrecedence | undefined)[];

/**
 * Reads, validates and combines policy sources. Bad files end up in the snapshot as statuses and diagnostics.
 *
 * @param sources at most one of each scope.
 * @throws {PolicyReaderError} POLICY_READER_DUPLICATE_SCOPE, POLICY_READER_INVALID_OPTION. An abort rejects
 * with the signal's own reason.
 */
export async function readPolicy(
  sources: readonly PolicySource[],
  options: ReadPolicyOptions = {},
): Promise<PolicySnapshot> {
  checkArguments(sources, options);
  options.signal?.throwIfAborted();
  const { fallback } = options;
  const [read, last] = await Promise.all([
    Promise.all(sources.map(async (source) => readSource(source, options))),
    fallback === undefined ? undefined : readSource(fallback, options),
  ]);
  options.signal?.throwIfAborted();
  return formSnapshot(combineSources(read, options.precedence ?? "machine-exclusive", last));
}

function formSnapshot(combination: Combination): PolicySnapshot {
  const entries = combination.sources.flatMap((source) => source.entries);
  return {
    status: combination.status,
    sources: combination.sources.map(({ source, status, format, inForce }) => ({
      name: source.name,
      scope: source.scope,
      status,
      ...(format === undefined ? {} : { format }),
      inForce,
    })),
    entries,
    diagnostics: [
      ...combination.sources.flatMap((source) => source.diagnostics),
      ...entries.flatMap((entry) => entry.diagnostics),
      ...crossCheck(effectiveEntries(entries)),
    ],
    fingerprint: fingerprintOf(combination.status, entries),
  };
}

async function readSource(source: PolicySource, options: ReadPolicyOptions): Promise<ReadSource> {
  const reading = await readSafely(source, options.signal);
  if (reading.status === "absent") return { source, status: "absent", entries: [], diagnostics: [] };
  if (reading.status !== "read") {
    const diagnostics = reading.diagnostics.length > 0 ? reading.diagnostics : [unexplained(source)];
    return { source, status: reading.status, entries: [], diagnostics };
  }
  const { status, format, diagnostics } = reading;
  const entries = reading.entries.map((entry) => validateEntry(entry, source, format, options));
  return { source, status, format, entries, diagnostics };
}

/** A source of the caller's own that throws is a source that could not be read: not the same as no policy. */
async function readSafely(source: PolicySource, signal: AbortSignal | undefined): Promise<PolicyReading> {
  try {
    return await source.read(signal === undefined ? {} : { signal });
  } catch (cause) {
    if (cause instanceof PolicyReaderError) throw cause;
    return {
      status: "unreadable",
      diagnostics: [unexplained(source)],
    };
  }
}

function unexplained(source: PolicySource): PolicyDiagnostic {
  return diagnose(
    error("source-failed", "could not be used, for a reason that its reader does not give"),
    source.name,
  );
}

function checkArguments(sources: readonly PolicySource[], options: ReadPolicyOptions): void {
  if (!PRECEDENCES.includes(options.precedence)) {
    throw new PolicyReaderError(
      "POLICY_READER_INVALID_OPTION",
      "expected precedence to be machine-exclusive, machine-over-user or user-over-machine",
    );
  }
  if (new Set(sources.map(({ scope }) => scope)).size < sources.length) {
    throw new PolicyReaderError(
      "POLICY_READER_DUPLICATE_SCOPE",
      "expected at most one source for the machine and one for the user",
    );
  }
}

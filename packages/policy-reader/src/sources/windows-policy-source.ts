/** The policy of one registry hive on Windows. */
import { tmpdir } from "node:os";
import { DecodeFailure } from "../decode/decode-failure.ts";
import { DEFAULT_REGISTRY_KEY } from "../decode/decode-policy.ts";
import { diagnose, error } from "../diagnostic.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicyReading, PolicyScope, PolicySource } from "../policy-types.ts";
import { isRegistryKey, REGISTRY_KEY_EXPECTED } from "../registry-key.ts";
import { execProgram, type Exec } from "./exec.ts";
import {
  loadNativeRegistry,
  readNativeRegistry,
  type NativeRegistry,
  type RegistryKey,
} from "./native-registry.ts";
import { readByExport } from "./reg-export.ts";

export interface WindowsPolicySourceOptions {
  /** `machine` reads HKEY_LOCAL_MACHINE, `user` reads HKEY_CURRENT_USER; `machine` by default. */
  readonly scope?: PolicyScope;
  /** Below the hive; {@link DEFAULT_REGISTRY_KEY} by default. */
  readonly registryKey?: string;
  /** The Windows folder, `%SystemRoot%`; `C:\Windows` by default. */
  readonly systemRoot?: string;
  /** Where an export is put for a moment, in a folder of its own; the user's temporary folder by default. */
  readonly temporaryDirectory?: string;
  /** For one run of `reg.exe`, in milliseconds; 10 000 by default. */
  readonly timeoutMs?: number;
  /** Loads the registry; the optional package `native-reg` by default. */
  readonly loadRegistry?: () => NativeRegistry | Promise<NativeRegistry>;
  /** Runs `reg.exe` where the registry cannot be loaded. */
  readonly exec?: Exec;
}

/**
 * A source that reads the values directly under one policy key, in the 64-bit view: REG_SZ and REG_DWORD with
 * their content, REG_EXPAND_SZ as a value that nobody can read, and nothing of any other type or of subkeys.
 *
 * Reads through `native-reg`, else through `reg.exe export`. When neither works the source is `unreadable`.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when an option is empty, or `registryKey` names a hive.
 * @see https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types
 */
export function windowsPolicySource(options: WindowsPolicySourceOptions = {}): PolicySource {
  const {
    scope = "machine",
    registryKey = DEFAULT_REGISTRY_KEY,
    systemRoot = String.raw`C:\Windows`,
  } = options;
  if (!isRegistryKey(registryKey)) throw invalid(`registryKey to be ${REGISTRY_KEY_EXPECTED}`);
  if ([systemRoot, options.temporaryDirectory].includes(""))
    throw invalid("systemRoot and temporaryDirectory not to be empty");
  const key: RegistryKey = { hive: scope === "machine" ? "HKLM" : "HKCU", path: registryKey };
  const source = { ...options, key, systemRoot, name: `${key.hive}\\${registryKey}` };
  return {
    name: source.name,
    scope,
    read: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      const native = await readNatively(source);
      const reading = "failure" in native ? await readExported(source, native.failure, signal) : native;
      signal?.throwIfAborted();
      return reading;
    },
  };
}

function invalid(expected: string): PolicyReaderError {
  return new PolicyReaderError("POLICY_READER_INVALID_OPTION", `expected ${expected}`);
}

interface Source extends WindowsPolicySourceOptions {
  readonly key: RegistryKey;
  readonly name: string;
  readonly systemRoot: string;
}

/** Why `native-reg` gave nothing. Windows refuses what is there and closed to this user. */
type NativeFailure = "not installed" | "it failed" | "refused by Windows";

async function readNatively(source: Source): Promise<PolicyReading | { readonly failure: NativeFailure }> {
  const { key, name, loadRegistry = loadNativeRegistry } = source;
  let loaded = false;
  try {
    const registry = await loadRegistry();
    loaded = true;
    const found = readNativeRegistry(registry, key);
    if (found === undefined) return { status: "absent" };
    const diagnostics = found.findings.map((finding) => diagnose(finding, name));
    return { status: "read", format: "reg", entries: found.entries, diagnostics };
  } catch (cause) {
    if (cause instanceof DecodeFailure) {
      return { status: "malformed", diagnostics: [diagnose(error(cause.code, cause.message), name)] };
    }
    return { failure: loaded ? whyFailed(cause) : "not installed" };
  }
}

/** Errors of Windows carry its number; those of a package that does not work here have none. */
function whyFailed(cause: unknown): NativeFailure {
  const byWindows = cause instanceof Error && "errno" in cause && typeof cause.errno === "number";
  return byWindows ? "refused by Windows" : "it failed";
}

async function readExported(
  source: Source,
  failure: NativeFailure,
  signal: AbortSignal | undefined,
): Promise<PolicyReading> {
  const { key, name, systemRoot, exec = execProgram, timeoutMs = 10_000 } = source;
  const temporaryDirectory = source.temporaryDirectory ?? tmpdir();
  const limits = { exec, systemRoot, temporaryDirectory, timeoutMs, name, ...(signal && { signal }) };
  const reading = await readByExport(key, limits);
  // `reg.exe` answers in the same way to a key that is closed as to one that is missing.
  const doubtful = reading.status === "absent" && failure === "refused by Windows";
  if (reading.status !== "failed" && !doubtful) return reading;
  const because = reading.status === "failed" ? reading.reason : "reg.exe: found nothing";
  const reason = `the registry cannot be read (native-reg: ${failure}; ${because}); check who may read the key`;
  return { status: "unreadable", diagnostics: [diagnose(error("registry-unreadable", reason), name)] };
}

/**
 * Windows `.reg` files: what the registry holds after importing one into an empty policy key.
 *
 * Names compare without case. `"name"=-` and `[-KEY]` take back what the file set before; on a real device
 * they also remove what an older import left, which is why our exports carry them.
 */
import { displayKey, warning, type Finding } from "../diagnostic.ts";
import type { DecodedEntry } from "../policy-types.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { MAX_KEYS, MAX_VALUES } from "./limits.ts";
import { parseRegValue, readQuoted, type RegDialect, type RegValue } from "./reg-value.ts";
import { readRegLines, type RegLine } from "./reg-lines.ts";
import { visibleEntries, type RegistrySetting } from "./registry-settings.ts";

export interface RegPolicy {
  readonly entries: readonly DecodedEntry[];
  readonly findings: readonly Finding[];
}

type Hive = "HKEY_LOCAL_MACHINE" | "HKEY_CURRENT_USER";

interface Import {
  readonly hives: Record<Hive, Map<string, RegistrySetting>>;
  readonly findings: Finding[];
  mentioned: boolean;
}

const HIVES: Readonly<Record<string, Hive>> = {
  HKEY_LOCAL_MACHINE: "HKEY_LOCAL_MACHINE",
  HKLM: "HKEY_LOCAL_MACHINE",
  HKEY_CURRENT_USER: "HKEY_CURRENT_USER",
  HKCU: "HKEY_CURRENT_USER",
};

/**
 * @param registryKey the policy key below the hive, for example `SOFTWARE\Policies\Latchkey`.
 * @param exported whether `reg.exe export` wrote the file.
 */
export function decodeRegPolicy(bytes: Uint8Array, registryKey: string, exported = false): RegPolicy {
  const { lines, dialect, findings } = readRegLines(bytes, exported);
  const state: Import = {
    hives: { HKEY_LOCAL_MACHINE: new Map(), HKEY_CURRENT_USER: new Map() },
    findings: [...findings],
    mentioned: false,
  };
  let hive: Hive | undefined;
  if (lines.length > MAX_VALUES) throw tooMany(MAX_VALUES);
  for (const line of lines) {
    if (line.text.startsWith("[")) hive = enterSection(state, line, registryKey);
    else applyValue(state, hive, line, dialect);
  }
  if (!state.mentioned) {
    throw new DecodeFailure(`no section of this file is for ${registryKey}`, "nothing-for-this-product");
  }
  return { entries: effectiveEntries(state), findings: state.findings };
}

/** The hive whose policy key the section is, or `undefined` for a section about something else. */
function enterSection(state: Import, line: RegLine, registryKey: string): Hive | undefined {
  const path = /^\[(-?)([^\]]*)\]\s*(?:;.*)?$/.exec(line.text);
  if (path === null) throw failure(line, 'expected "]" at the end of a section line');
  const [, removal, full = ""] = path;
  const end = full.includes("\\") ? full.indexOf("\\") : full.length;
  const hive = HIVES[full.slice(0, end).toUpperCase()];
  const key = full.slice(end + 1).toLowerCase();
  const own = registryKey.toLowerCase();
  if (hive === undefined) return undefined;
  if (removal === "-") {
    if (key === own || own.startsWith(`${key}\\`)) state.hives[hive].clear();
    if (key === own) state.mentioned = true;
    return undefined;
  }
  if (key.startsWith(`${own}\\`)) {
    state.findings.push(
      warning("subkey-ignored", `line ${line.number}: keys below ${registryKey} are never read`),
    );
  }
  if (key !== own) return undefined;
  state.mentioned = true;
  return hive;
}

function applyValue(state: Import, hive: Hive | undefined, line: RegLine, dialect: RegDialect): void {
  const { name, source } = splitLine(line, dialect);
  const value = readValue(line, name, source, dialect);
  if (hive === undefined) return;
  const settings = state.hives[hive];
  const folded = name.toLowerCase();
  if (value.kind === "delete") {
    settings.delete(folded);
    return;
  }
  if (settings.has(folded)) {
    throw new DecodeFailure(`line ${line.number}: ${displayKey(name)} is set twice`, "duplicate-key", name);
  }
  if (settings.size === MAX_KEYS) throw tooMany(MAX_KEYS);
  settings.set(folded, { name, value });
}

function splitLine(line: RegLine, dialect: RegDialect): { name: string; source: string } {
  const named = line.text.startsWith("@") ? { text: "", end: 1 } : readName(line, dialect);
  const equals = /^\s*=\s*/.exec(line.text.slice(named.end));
  if (equals === null) throw failure(line, "expected an equals sign after the name", named.text);
  return { name: named.text, source: line.text.slice(named.end + equals[0].length) };
}

function readName(line: RegLine, dialect: RegDialect): { text: string; end: number } {
  if (!line.text.startsWith('"')) throw failure(line, "expected a section, a quoted name or a comment");
  return guard(line, undefined, () => readQuoted(line.text, 0, dialect));
}

function readValue(line: RegLine, name: string, source: string, dialect: RegDialect): RegValue {
  return guard(line, name, () => parseRegValue(source, dialect));
}

function guard<T>(line: RegLine, name: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DecodeFailure) throw failure(line, cause.message, name);
    throw cause;
  }
}

/** One hive counts: the machine's if the file sets anything there. */
function effectiveEntries(state: Import): readonly DecodedEntry[] {
  const machine = visibleEntries(state.hives.HKEY_LOCAL_MACHINE.values(), state.findings);
  const user = visibleEntries(state.hives.HKEY_CURRENT_USER.values(), state.findings);
  if (machine.length > 0 && user.length > 0) {
    const reason = "the file also sets values for the current user; the machine's values hide them all";
    state.findings.push(warning("other-hive-ignored", reason));
  }
  return machine.length > 0 ? machine : user;
}

function failure(line: RegLine, reason: string, key?: string): DecodeFailure {
  return new DecodeFailure(`line ${line.number}: ${reason}`, "malformed-file", key);
}

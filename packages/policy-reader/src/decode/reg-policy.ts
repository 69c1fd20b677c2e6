/**
 * Windows `.reg` files: what the registry holds after importing one into an empty policy key.
 *
 * Names compare without case. `"name"=-` and `[-KEY]` take back what the file set before; on a real device
 * they also remove what an older import left, which is why our exports carry them.
 */
import { displayKey, warning, type Finding } from "../diagnostic.ts";
import type { DecodedEntry } from "../policy-types.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { MAX_KEYS } from "./limits.ts";
import { namedEntry } from "./named-entry.ts";
import { parseRegValue, readQuoted, type RegValue } from "./reg-value.ts";
import { readRegLines, type RegLine } from "./reg-lines.ts";

export interface RegPolicy {
  readonly entries: readonly DecodedEntry[];
  readonly findings: readonly Finding[];
}

type Hive = "HKEY_LOCAL_MACHINE" | "HKEY_CURRENT_USER";

interface Setting {
  readonly name: string;
  readonly value: Exclude<RegValue, { kind: "delete" }>;
}

interface Import {
  readonly hives: Record<Hive, Map<string, Setting>>;
  readonly findings: Finding[];
  mentioned: boolean;
}

const HIVES: Readonly<Record<string, Hive>> = {
  HKEY_LOCAL_MACHINE: "HKEY_LOCAL_MACHINE",
  HKLM: "HKEY_LOCAL_MACHINE",
  HKEY_CURRENT_USER: "HKEY_CURRENT_USER",
  HKCU: "HKEY_CURRENT_USER",
};

/** @param registryKey the policy key below the hive, for example `SOFTWARE\Policies\Latchkey`. */
export function decodeRegPolicy(bytes: Uint8Array, registryKey: string): RegPolicy {
  const { lines, ansi, findings } = readRegLines(bytes);
  const state: Import = {
    hives: { HKEY_LOCAL_MACHINE: new Map(), HKEY_CURRENT_USER: new Map() },
    findings: [...findings],
    mentioned: false,
  };
  let hive: Hive | undefined;
  for (const line of lines) {
    if (line.text.startsWith("[")) hive = enterSection(state, line, registryKey);
    else applyValue(state, hive, line, ansi);
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
  const [root = "", ...rest] = full.split("\\");
  const hive = HIVES[root.toUpperCase()];
  const key = rest.join("\\").toLowerCase();
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

function applyValue(state: Import, hive: Hive | undefined, line: RegLine, ansi: boolean): void {
  const { name, source } = splitLine(line);
  const value = readValue(line, name, source, ansi);
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

function splitLine(line: RegLine): { name: string; source: string } {
  const named = line.text.startsWith("@") ? { text: "", end: 1 } : readName(line);
  const equals = /^\s*=\s*/.exec(line.text.slice(named.end));
  if (equals === null) throw failure(line, "expected an equals sign after the name", named.text);
  return { name: named.text, source: line.text.slice(named.end + equals[0].length) };
}

function readName(line: RegLine): { text: string; end: number } {
  if (!line.text.startsWith('"')) throw failure(line, "expected a section, a quoted name or a comment");
  return guard(line, undefined, () => readQuoted(line.text, 0));
}

function readValue(line: RegLine, name: string, source: string, ansi: boolean): RegValue {
  return guard(line, name, () => parseRegValue(source, ansi));
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
  const machine = visibleEntries(state, "HKEY_LOCAL_MACHINE");
  const user = visibleEntries(state, "HKEY_CURRENT_USER");
  if (machine.length > 0 && user.length > 0) {
    const reason = "the file also sets values for the current user; the machine's values hide them all";
    state.findings.push(warning("other-hive-ignored", reason));
  }
  return machine.length > 0 ? machine : user;
}

function visibleEntries(state: Import, hive: Hive): readonly DecodedEntry[] {
  const entries: DecodedEntry[] = [];
  for (const { name, value } of state.hives[hive].values()) {
    switch (value.kind) {
      case "text":
        if (value.cutAtNul)
          state.findings.push(warning("truncated-at-nul", "the text after a NUL is lost", name));
        entries.push(namedEntry(name, { type: "string", text: value.text }, "REG_SZ"));
        break;
      case "number":
        entries.push(namedEntry(name, { type: "integer", text: value.text }, "REG_DWORD"));
        break;
      case "expandable":
        entries.push(namedEntry(name, { type: "unreadable" }, "REG_EXPAND_SZ"));
        break;
      case "invisible":
        state.findings.push(
          warning(
            "invisible-registry-type",
            `stored as ${value.type}, which is never read; use REG_SZ`,
            name,
          ),
        );
        break;
    }
  }
  return entries;
}

function failure(line: RegLine, reason: string, key?: string): DecodeFailure {
  return new DecodeFailure(`line ${line.number}: ${reason}`, "malformed-file", key);
}

/** What the product sees of the values under a registry key: text and numbers, and a note about the rest. */
import { warning, type Finding } from "../diagnostic.ts";
import type { DecodedEntry } from "../policy-types.ts";
import { namedEntry } from "./named-entry.ts";
import type { StoredValue } from "./reg-value.ts";

export interface RegistrySetting {
  /** Empty for the key's default value. */
  readonly name: string;
  readonly value: StoredValue;
}

/** @param findings takes the notes. */
export function visibleEntries(
  settings: Iterable<RegistrySetting>,
  findings: Finding[],
): readonly DecodedEntry[] {
  const entries: DecodedEntry[] = [];
  for (const { name, value } of settings) {
    switch (value.kind) {
      case "text":
        if (value.cutAtNul) findings.push(warning("truncated-at-nul", "the text after a NUL is lost", name));
        entries.push(namedEntry(name, { type: "string", text: value.text }, "REG_SZ"));
        break;
      case "number":
        entries.push(namedEntry(name, { type: "integer", text: value.text }, "REG_DWORD"));
        break;
      case "unreadable":
        entries.push(namedEntry(name, { type: "unreadable" }, value.rawType));
        break;
      case "invisible":
        findings.push(invisible(name, value.type));
        break;
    }
  }
  return entries;
}

function invisible(name: string, type: string): Finding {
  return warning("invisible-registry-type", `stored as ${type}, which is never read; use REG_SZ`, name);
}

/** The values of an export, checked as a policy of the same content would be when it is read. */
import { isSecret } from "@latchkey/secret";
import { findPolicyKey, policyCatalogue, suggestKey, type PolicyKey } from "../catalogue.ts";
import { DecodeFailure } from "../decode/decode-failure.ts";
import { parseJson } from "../decode/json-text.ts";
import { namedEntry } from "../decode/named-entry.ts";
import { toPlain } from "../decode/raw-value.ts";
import { diagnose, error, warning, type Finding } from "../diagnostic.ts";
import type { PolicyDiagnostic, PolicyEntry, PolicyValue } from "../policy-types.ts";
import { crossCheck } from "../validate/cross-checks.ts";
import { isModel, writeModel } from "../validate/models-rule.ts";
import { validateEntry } from "../validate/validate-entry.ts";
import type { PolicyExportValues } from "./export-types.ts";
import { jsonText } from "./json-text.ts";
import { toRawValue } from "./plain-value.ts";

export interface Setting {
  readonly row: PolicyKey;
  /** The documented form of profiles and of the registry. */
  readonly text: string;
  /** The form of JSON files. */
  readonly native: unknown;
}

export type CheckedSettings =
  | {
      readonly status: "valid";
      /** In catalogue order. */
      readonly settings: readonly Setting[];
      /** Keys that are set, but secret. */
      readonly leftOut: readonly string[];
      readonly diagnostics: readonly PolicyDiagnostic[];
    }
  | { readonly status: "refused"; readonly diagnostics: readonly PolicyDiagnostic[] };

/** @param name opens every message. */
export function checkSettings(
  values: PolicyExportValues,
  name: string,
  includeSecrets: boolean,
): CheckedSettings {
  const checked = Object.entries(values).map(([key, value]) => checkOne(key, value, name));
  const entries = checked.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const diagnostics = [...checked.flatMap((each) => each.diagnostics), ...crossCheck(entries)];
  if (diagnostics.some(({ severity }) => severity === "error")) return { status: "refused", diagnostics };
  const present = policyCatalogue.flatMap((row) => {
    const value = entries.find(({ key }) => key === row.key)?.value;
    return value === undefined ? [] : [{ row, value }];
  });
  const secrets = present.filter(({ row }) => row.secret).map(({ row }) => row.key);
  const leftOut = includeSecrets ? [] : secrets;
  const settings = present.filter(({ row }) => !leftOut.includes(row.key)).map(toSetting);
  const unreadable = settings.flatMap(whyUnreadable).map((finding) => diagnose(finding, name));
  if (unreadable.length > 0) return { status: "refused", diagnostics: [...diagnostics, ...unreadable] };
  return {
    status: "valid",
    settings,
    leftOut,
    diagnostics: [...diagnostics, ...secrets.map((key) => diagnose(aboutSecret(key, includeSecrets), name))],
  };
}

interface Checked {
  readonly entry?: PolicyEntry;
  readonly diagnostics: readonly PolicyDiagnostic[];
}

function checkOne(key: string, value: unknown, name: string): Checked {
  const row = findPolicyKey(key);
  if (row === undefined) return rejected(unknownKey(key), name);
  if (isSecret(value) && !row.secret) {
    return rejected(error("wrong-type", "not a secret key; expected a plain value", key), name);
  }
  const raw = toRawValue(row, value);
  if (raw === undefined) return rejected(error("wrong-type", "expected a JSON value", key), name);
  const source = { name, scope: "machine" as const, read: async () => ({ status: "absent" as const }) };
  const entry = validateEntry(namedEntry(key, raw), source, "json", {});
  if (typeof entry.value === "string" && !isCarried(entry.value)) {
    return rejected(error("malformed-value", "contains a character that no file format carries", key), name);
  }
  return { entry, diagnostics: entry.diagnostics };
}

/** XML has no form for the last two code points of a plane. */
function isCarried(text: string): boolean {
  return !/[\ufffe\uffff]/.test(text);
}

function rejected(finding: Finding, name: string): Checked {
  return { diagnostics: [diagnose(finding, name)] };
}

function unknownKey(key: string): Finding {
  const suggestion = suggestKey(key);
  const hint = suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
  return error("unknown-key", `not a key of this product${hint}`, key);
}

function aboutSecret(key: string, included: boolean): Finding {
  return included
    ? warning("secret-included", "a secret, which this file holds in clear text", key)
    : warning("secret-left-out", "left out, because it is a secret; include secrets to write it", key);
}

function toSetting({ row, value }: { readonly row: PolicyKey; readonly value: PolicyValue }): Setting {
  const native = nativeOf(row, value);
  return { row, native, text: typeof native === "string" ? native : jsonText(native) };
}

/** JSON in a text is not seen by the decoder of the file, and has limits of its own. */
function whyUnreadable({ row, native, text }: Setting): readonly Finding[] {
  if (typeof native !== "object") return [];
  try {
    parseJson(text);
    return [];
  } catch (cause) {
    if (cause instanceof DecodeFailure) {
      return [error("malformed-value", `would not be read: ${cause.message}`, row.key)];
    }
    throw cause;
  }
}

function nativeOf(row: PolicyKey, value: PolicyValue): unknown {
  if (isSecret(value)) return row.type === "object" ? toPlain(parseJson(value.reveal())) : value.reveal();
  if (typeof value !== "object") return value;
  return value.map((item) => (isModel(item) ? writeModel(item) : item));
}

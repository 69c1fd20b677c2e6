/** Turns a decoded entry into the entry of a snapshot: which key it is, whether it is valid, and why not. */
import {
  findPolicyKey,
  findPolicyKeyIgnoringCase,
  isForeignKey,
  suggestKey,
  type PolicyKey,
} from "../catalogue.ts";
import { diagnose, error, info, warning, type Finding } from "../diagnostic.ts";
import type {
  DecodedEntry,
  PolicyEntry,
  PolicyEntryStatus,
  PolicyFormat,
  PolicySource,
  PolicyValue,
} from "../policy-types.ts";
import { checkValue } from "./check-value.ts";
import type { Outcome, RuleContext } from "./outcome.ts";

export function validateEntry(
  entry: DecodedEntry,
  source: PolicySource,
  format: PolicyFormat,
  context: RuleContext,
): PolicyEntry {
  const ignoresCase = format === "reg";
  const row = ignoresCase ? findPolicyKeyIgnoringCase(entry.key) : findPolicyKey(entry.key);
  const { status, value, findings } =
    row === undefined
      ? describeUnknown(entry)
      : describeKnown(row, entry, checkValue(row, entry, format, context));
  const key = row?.key ?? entry.key;
  return {
    key,
    source: source.name,
    scope: source.scope,
    status,
    rawType: entry.rawType,
    ...(value === undefined ? {} : { value }),
    diagnostics: findings.map((finding) => diagnose({ ...finding, key }, source.name)),
  };
}

interface Description {
  readonly status: PolicyEntryStatus;
  readonly value?: PolicyValue | undefined;
  readonly findings: readonly Finding[];
}

function describeKnown(row: PolicyKey, entry: DecodedEntry, outcome: Outcome): Description {
  const spelling = entry.key === row.key ? [] : [warning("key-case", `write it as ${row.key}`)];
  switch (outcome.status) {
    case "ok": {
      const notUsed =
        row.use === "not-used" ? [info("key-not-used", "known, and not used by this product")] : [];
      const findings = [...spelling, ...outcome.findings, ...notUsed];
      return {
        status: row.use === "not-used" ? "ineffective" : okStatus(findings),
        value: outcome.value,
        findings,
      };
    }
    case "blank":
      return { status: "blank", findings: [...spelling, info("blank", "blank, which counts as not set")] };
    case "wrong-type":
    case "malformed":
      return { status: outcome.status, findings: [...spelling, error(outcome.code, outcome.reason)] };
  }
}

function okStatus(findings: readonly Finding[]): PolicyEntryStatus {
  const changed = findings.some(({ code }) => code === "native-type-coerced" || code === "value-normalised");
  return changed ? "ok-coerced" : "ok";
}

function describeUnknown(entry: DecodedEntry): Description {
  const value = entry.value.type === "sealed" ? entry.value.text : undefined;
  if (isForeignKey(entry.key)) {
    const reason = "belongs to another inference provider, and is not used by this product";
    return { status: "ineffective", value, findings: [info("key-not-used", reason)] };
  }
  const suggestion = suggestKey(entry.key);
  const hint = suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
  return { status: "unknown-key", value, findings: [warning("unknown-key", `unknown key, ignored${hint}`)] };
}

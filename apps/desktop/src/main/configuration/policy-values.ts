/** The values of a policy on the device: what the form shows, what it does not, and all of them for an export. */
import { exportPolicy, policyCatalogue } from "@latchkey/policy-reader";
import type { PolicyEntry, PolicyExportValues, PolicySnapshot } from "@latchkey/policy-reader";
import { isSecret } from "@latchkey/secret";
import type { Secret } from "@latchkey/secret";
import type { Draft } from "../../shared/configuration-schema.ts";
import { formFields } from "./form-fields.ts";

export interface ShownValues {
  readonly values: Draft;
  /** Keys of fields that are set, and whose values are not shown. */
  readonly withheld: string[];
}

export interface HiddenValues {
  /** Keys that the form has no field for, as a file has them. */
  readonly fieldless: Draft;
  readonly secrets: readonly { readonly key: string; readonly value: Secret; readonly isText: boolean }[];
}

const WITH_FIELD: ReadonlySet<string> = new Set(formFields.map(({ key }) => key));
const hasField = ({ key }: PolicyEntry): boolean => WITH_FIELD.has(key);

export function shownValues(snapshot: PolicySnapshot): ShownValues {
  const entries = valid(snapshot).filter(hasField);
  return {
    values: asWritten(entries),
    withheld: entries.filter(({ value }) => isSecret(value)).map(({ key }) => key),
  };
}

export function hiddenValues(snapshot: PolicySnapshot): HiddenValues {
  const entries = valid(snapshot);
  return {
    fieldless: asWritten(entries.filter((entry) => !hasField(entry))),
    secrets: entries.flatMap(({ key, value, rawType }) =>
      isSecret(value) ? [{ key, value, isText: rawType !== "dictionary" }] : [],
    ),
  };
}

export function exportableValues(snapshot: PolicySnapshot): PolicyExportValues {
  return Object.fromEntries(valid(snapshot).map(({ key, value }) => [key, value]));
}

type Valid = PolicyEntry & { readonly value: NonNullable<PolicyEntry["value"]> };

const KNOWN: ReadonlySet<string> = new Set(policyCatalogue.map(({ key }) => key));
const IN_FORCE: ReadonlySet<PolicyEntry["status"]> = new Set(["ok", "ok-coerced", "ineffective"]);

/** Entries of known keys that are in force and passed their rule. */
function valid({ entries }: PolicySnapshot): readonly Valid[] {
  return entries.filter(
    (entry): entry is Valid =>
      KNOWN.has(entry.key) && IN_FORCE.has(entry.status) && entry.value !== undefined,
  );
}

/** As the JSON file of a policy has them, which leaves secrets out. */
function asWritten(entries: readonly Valid[]): Draft {
  const written = entries.flatMap(({ key, value }) => {
    const file = exportPolicy("json", { [key]: value });
    return file.status === "exported" ? Object.entries(JSON.parse(textOf(file.bytes)) as Draft) : [];
  });
  return Object.fromEntries(written);
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

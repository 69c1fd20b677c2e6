/** The values of a policy on the device: all of them for an export, and for the form all but the secrets. */
import { exportPolicy, policyCatalogue } from "@latchkey/policy-reader";
import type { PolicyEntry, PolicyExportValues, PolicySnapshot } from "@latchkey/policy-reader";
import type { Draft } from "../../shared/configuration-schema.ts";

export interface ShownValues {
  readonly values: Draft;
  /** Keys that are set and whose values are not shown: secrets, and what breaks its rule. */
  readonly withheld: string[];
}

export function shownValues(snapshot: PolicySnapshot): ShownValues {
  const entries = entriesInForce(snapshot);
  const shown = entries.map((entry) => [entry.key, asWritten(entry)] as const);
  return {
    values: Object.fromEntries(
      shown.filter((each): each is [string, Draft[string]] => each[1] !== undefined),
    ),
    withheld: shown.filter(([, value]) => value === undefined).map(([key]) => key),
  };
}

/** What an export takes. A value that breaks its rule was not kept, and is not here. */
export function exportableValues(snapshot: PolicySnapshot): PolicyExportValues {
  return Object.fromEntries(
    entriesInForce(snapshot).flatMap(({ key, value }) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  );
}

const KNOWN: ReadonlySet<string> = new Set(policyCatalogue.map(({ key }) => key));

function entriesInForce({ entries }: PolicySnapshot): readonly PolicyEntry[] {
  return entries.filter(
    ({ key, status }) =>
      KNOWN.has(key) && status !== "shadowed" && status !== "ignored-source" && status !== "blank",
  );
}

/** As the JSON file of a policy has it, which leaves secrets out. */
function asWritten({ key, value }: PolicyEntry): Draft[string] | undefined {
  if (value === undefined) return undefined;
  const file = exportPolicy("json", { [key]: value });
  if (file.status === "refused") return undefined;
  return (JSON.parse(new TextDecoder().decode(file.bytes)) as Draft)[key];
}

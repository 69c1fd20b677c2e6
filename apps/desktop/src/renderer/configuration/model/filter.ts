/** Which settings of the report a person is looking for. */
import type { ReportView } from "../../../shared/configuration-contract.ts";

type Setting = ReportView["settings"][number];
type Unset = ReportView["unset"][number];

export function fittingSettings(settings: readonly Setting[], filter: string): readonly Setting[] {
  return settings.filter(({ key, label, value, source, status, losing }) =>
    fits(filter, [key, label, value, source, status, ...losing.flatMap((each) => [each.value, each.source])]),
  );
}

export function fittingUnset(unset: readonly Unset[], filter: string): readonly Unset[] {
  return unset.filter(({ key, label, help }) => fits(filter, [key, label, help]));
}

/** Every word is somewhere in the texts, in any case. */
function fits(filter: string, texts: readonly string[]): boolean {
  const text = texts.join("\n").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** A template with its gaps filled, in either window; each filling keeps its own direction. */
import type { JSX } from "preact";
import { formatValue } from "../i18n/locale.ts";
import type { Language } from "../i18n/locale.ts";
import type { Value } from "../i18n/text.ts";

export interface FilledProps {
  readonly language: Language;
  readonly template: string;
  readonly values: Readonly<Record<string, Value>>;
}

const GAP = /\{(\w+)\}/;

export function Filled({ language, template, values }: FilledProps): JSX.Element {
  // Splitting at a group keeps it: every second part is the name of a gap.
  const parts = template.split(GAP);
  return (
    <>
      {parts.map((part, index) => {
        const value = index % 2 === 1 ? values[part] : undefined;
        return value === undefined ? (
          part
        ) : (
          <bdi class="value">{formatValue(language, value, Date.now())}</bdi>
        );
      })}
    </>
  );
}

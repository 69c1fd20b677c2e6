/** A text with its gaps filled; each filling keeps its own direction. */
import type { JSX } from "preact";
import { formatValue } from "../i18n/locale.ts";
import type { Text } from "../i18n/text.ts";
import { useLocale } from "./locale-context.ts";

const GAP = /\{(\w+)\}/;

export function Message({ of: { key, values } }: { readonly of: Text }): JSX.Element {
  const locale = useLocale();
  // Splitting at a group keeps it: every second part is the name of a gap.
  const parts = locale.messages[key].split(GAP);
  return (
    <>
      {parts.map((part, index) => {
        const value = index % 2 === 1 ? values[part] : undefined;
        return value === undefined ? part : <bdi class="value">{formatValue(locale, value, Date.now())}</bdi>;
      })}
    </>
  );
}

/** A text with its gaps filled, and texts of the core, which are in English whatever the window's language. */
import type { ComponentChildren, JSX } from "preact";
import { formatValue } from "../../i18n/locale.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import { useLocale } from "./locale.ts";

export function Say({ it }: { readonly it: Said }): JSX.Element {
  const locale = useLocale();
  return <>{locale.messages[it.key].split(/(\{\w+\})/).map((part) => filled(part))}</>;

  function filled(part: string): string | JSX.Element {
    const value = part.startsWith("{") ? it.values[part.slice(1, -1)] : undefined;
    return value === undefined ? part : <bdi class="value">{formatValue(locale, value, Date.now())}</bdi>;
  }
}

/** Labels, help, reasons and findings. */
export function English({ children, ...rest }: EnglishProps): JSX.Element {
  return (
    <span lang="en" dir="ltr" {...rest}>
      {children}
    </span>
  );
}

interface EnglishProps {
  readonly id?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** What is written in no language: keys, hosts, file names. */
export function Code({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <code dir="ltr" translate={false}>
      {children}
    </code>
  );
}

/** A text with its gaps filled, and texts of the core, which are in English whatever the window's language. */
import type { ComponentChildren, JSX } from "preact";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import { Filled } from "../../ui/filled.tsx";
import { useLocale } from "./locale.ts";

export function Say({ it: { key, values } }: { readonly it: Said }): JSX.Element {
  const locale = useLocale();
  return <Filled language={locale} template={locale.messages[key]} values={values} />;
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
      {typeof children === "string" ? breakable(children) : children}
    </code>
  );
}

/** After a separator, and before a capital: where a long name is best broken, if it has to be. */
const BREAKS = /(?<=[/._,-])(?=\w)|(?<=[a-z])(?=[A-Z])/;

/** A chance to break is not copied. */
function breakable(name: string): ComponentChildren {
  return name.split(BREAKS).map((part, index) => [index > 0 && <wbr key={index} />, part]);
}

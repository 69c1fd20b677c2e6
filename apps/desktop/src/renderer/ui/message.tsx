/** A text of the main window, in its language. */
import type { JSX } from "preact";
import type { Text } from "../i18n/text.ts";
import { Filled } from "./filled.tsx";
import { useLocale } from "./locale-context.ts";

export function Message({ of: { key, values } }: { readonly of: Text }): JSX.Element {
  const locale = useLocale();
  return <Filled language={locale} template={locale.messages[key]} values={values} />;
}

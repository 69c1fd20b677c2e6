/** The language for everything that is drawn. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { chooseLocale } from "../i18n/locale.ts";
import type { Locale } from "../i18n/locale.ts";

export const LocaleContext = createContext<Locale>(chooseLocale([]));

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

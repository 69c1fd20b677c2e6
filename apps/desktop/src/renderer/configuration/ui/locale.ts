/** The language for everything that is drawn in the configuration window. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { configurationCatalogs } from "../../i18n/configuration-catalogs.ts";
import type { ConfigurationMessages, Said } from "../../i18n/configuration-catalogs.ts";
import { chooseFrom, formatValue } from "../../i18n/locale.ts";
import type { LocaleOf } from "../../i18n/locale.ts";

export type ConfigurationLocale = LocaleOf<ConfigurationMessages>;

export const LocaleContext = createContext<ConfigurationLocale>(chooseFrom(configurationCatalogs, []));

export function useLocale(): ConfigurationLocale {
  return useContext(LocaleContext);
}

export function useMessages(): ConfigurationMessages {
  return useLocale().messages;
}

/** Texts for attributes, which hold no elements: each filling is set apart by the marks that do for `<bdi>`. */
export function usePlainText(): (of: Said) => string {
  const locale = useLocale();
  return ({ key, values }) =>
    locale.messages[key].replace(/\{(\w+)\}/g, (gap, name: string) => {
      const value = values[name];
      return value === undefined ? gap : `\u2068${formatValue(locale, value, 0)}\u2069`;
    });
}

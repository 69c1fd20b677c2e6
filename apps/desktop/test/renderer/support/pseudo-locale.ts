/** Languages that nobody speaks: longer than English, accented, and one of them from right to left. */
import type { Plugin } from "vite";
import { enConfiguration } from "../../../src/renderer/i18n/en-configuration.ts";
import { en } from "../../../src/renderer/i18n/en.ts";

const ACCENTED: Readonly<Record<string, string>> = {
  a: "á",
  c: "ç",
  e: "é",
  i: "ï",
  n: "ñ",
  o: "ö",
  u: "ü",
  y: "ý",
};

/** A half longer, as German and Finnish are; what stands in braces stays. */
export function pseudo(english: string): string {
  const accented = english.replace(/\{\w+\}|\w/g, (part) => ACCENTED[part] ?? part);
  const padding = "~".repeat(Math.ceil(english.replace(/\{\w+\}/g, "").length / 2));
  const words = padding.replace(/(.{6})/g, "$1 ").trim();
  return `[${accented} ${words}]`;
}

/** The catalogues of the two windows. */
const CATALOGUES = [
  { file: "/i18n/catalogs.ts", name: "catalogs", texts: en },
  { file: "/i18n/configuration-catalogs.ts", name: "configurationCatalogs", texts: enConfiguration },
] as const;

/** Replaces the texts of the windows; `en` serves en-XA, `ar` serves ar-XB. */
export const pseudoTexts: Plugin = {
  name: "pseudo-texts",
  transform(code, id) {
    const catalogue = CATALOGUES.find(({ file }) => id.endsWith(file));
    if (catalogue === undefined) return undefined;
    const texts = Object.entries(catalogue.texts).map(([key, english]) => [key, pseudo(english)]);
    const json = JSON.stringify(Object.fromEntries(texts));
    const catalogs = `export const ${catalogue.name} = { en: ${json}, ar: ${json} };`;
    if (catalogue.name === "catalogs") return `${catalogs}\nexport const fallbackLocale = "en";`;
    return code.replace(/export const configurationCatalogs\b[^;]*;/, () => catalogs);
  },
};

/** Languages that nobody speaks: longer than English, accented, and one of them from right to left. */
import type { Plugin } from "vite";
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

/** Replaces the texts of the window; `en` serves en-XA, `ar` serves ar-XB. */
export const pseudoTexts: Plugin = {
  name: "pseudo-texts",
  transform(_code, id) {
    if (!id.endsWith("/i18n/catalogs.ts")) return undefined;
    const texts = Object.fromEntries(Object.entries(en).map(([key, english]) => [key, pseudo(english)]));
    const json = JSON.stringify(texts);
    return `export const catalogs = { en: ${json}, ar: ${json} };\nexport const fallbackLocale = "en";`;
  },
};

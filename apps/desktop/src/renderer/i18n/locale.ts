/** Chooses the language, and formats times and counts as it does. */
import { catalogs, fallbackLocale } from "./catalogs.ts";
import type { Messages } from "./catalogs.ts";
import type { Value } from "./text.ts";

/** The language of a window's texts; times and numbers follow it too. */
export interface Language {
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

export interface LocaleOf<Texts> extends Language {
  readonly messages: Texts;
}

export type Locale = LocaleOf<Messages>;

export function chooseLocale(wanted: readonly string[]): Locale {
  return chooseFrom(catalogs, wanted);
}

/** The first wanted language that there are texts for; `de-AT` is served by `de`. */
export function chooseFrom<Texts>(
  among: Readonly<Record<string, Texts>>,
  wanted: readonly string[],
): LocaleOf<Texts> {
  for (const tag of wanted) {
    const found = [tag, tag.split("-")[0] ?? ""].find((candidate) => candidate in among);
    const messages = found === undefined ? undefined : among[found];
    if (messages !== undefined) return { tag, direction: directionOf(tag), messages };
  }
  const messages = among[fallbackLocale];
  if (messages === undefined) throw new Error(`There are no texts in ${fallbackLocale}.`);
  return { tag: fallbackLocale, direction: "ltr", messages };
}

interface TextInfo {
  readonly direction: "ltr" | "rtl";
}

/** Newer than the compiler's library. */
function directionOf(tag: string): Language["direction"] {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo?: () => TextInfo };
  return locale.getTextInfo?.().direction ?? "ltr";
}

/** @param now decides whether an instant needs its date, in milliseconds since 1970. */
export function formatValue({ tag }: Language, value: Value, now: number): string {
  if (typeof value === "string") return value;
  if ("minutes" in value) {
    const format = { style: "unit", unit: "minute", unitDisplay: "long" } as const;
    return new Intl.NumberFormat(tag, format).format(value.minutes);
  }
  if ("count" in value) return new Intl.NumberFormat(tag).format(value.count);
  return formatInstant(tag, value.instant, now);
}

/** `9:41`, with the digits of the language. */
export function formatCountdown({ tag }: Language, milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const plain = new Intl.NumberFormat(tag, { useGrouping: false });
  const padded = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 });
  return `${plain.format(Math.floor(seconds / 60))}:${padded.format(seconds % 60)}`;
}

/** `18:40`, with the day when it is not today, and with the year when it is not this one. */
function formatInstant(tag: string, instant: number, now: number): string {
  const [date, today] = [new Date(instant), new Date(now)];
  const time = new Intl.DateTimeFormat(tag, { timeStyle: "short" });
  if (date.toDateString() === today.toDateString()) return time.format(date);
  // A style of time takes no part of a date beside it.
  const hour = time.resolvedOptions().hour12 === true ? "numeric" : "2-digit";
  const day = { day: "numeric", month: "short", hour, minute: "2-digit" } as const;
  const isThisYear = date.getFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(tag, isThisYear ? day : { ...day, year: "numeric" }).format(date);
}

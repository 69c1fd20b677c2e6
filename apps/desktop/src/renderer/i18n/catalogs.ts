/** The languages of the window. A translation is a file with the same keys and one line here. */
import { en } from "./en.ts";

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;

export const catalogs: Readonly<Record<string, Messages>> = { en };
export const fallbackLocale = "en";

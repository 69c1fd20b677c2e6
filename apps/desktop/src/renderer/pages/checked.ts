/** Looks at a page before it is drawn: what another version sent must not come out as a hole or as NaN. */
import { en } from "../i18n/en.ts";
import type { Text, Value } from "../i18n/text.ts";
import type { Page } from "../model/page.ts";
import { isSound } from "../session/sound-work.ts";

/** @throws {TypeError} when something in the page is not what its type says. */
export function checked(page: Page): Page {
  const { heading, body, fields = [], account, code, advice = "", work } = page;
  const values = [advice, ...[...fields, ...(account?.fields ?? [])].map(({ value }) => value)];
  const isKnown =
    [heading, ...body].every(isText) &&
    values.every((each) => typeof each === "string" || isText(each)) &&
    (code === undefined || (typeof code.userCode === "string" && Number.isFinite(code.expiresAt))) &&
    (work === undefined || isSound(work));
  if (!isKnown) throw new TypeError("The state holds something else than its type says.");
  return page;
}

function isText({ key, values }: Text): boolean {
  return key in en && Object.values(values).every(isValue);
}

function isValue(value: Value): boolean {
  return typeof value === "string" || Object.values(value).every((each) => Number.isFinite(each));
}

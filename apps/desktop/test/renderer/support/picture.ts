/** A picture of a page: the same bytes for the same page, wherever the machine lets them be. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";

export interface PictureOptions {
  readonly fullPage?: boolean;
}

/** What moves or blinks would make a picture of the moment. */
const STILL = { animations: "disabled", caret: "hide", scale: "device" } as const;

/** @returns whether the file is new or has changed; otherwise it is left as it is. */
export async function takePicture(page: Page, path: string, options: PictureOptions = {}): Promise<boolean> {
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  const picture = await page.screenshot({ ...STILL, ...options });
  if (existsSync(path) && readFileSync(path).equals(picture)) return false;
  writeFileSync(path, picture);
  return true;
}

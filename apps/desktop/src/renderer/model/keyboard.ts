/** Enter is the primary action and Escape leaves, or stops what is under way, wherever the focus is. */
import { activityOf } from "../session/work.ts";
import { leavingAction } from "./page.ts";
import type { ActionId, Page } from "./page.ts";

export type Key = Pick<
  KeyboardEvent,
  "key" | "repeat" | "isComposing" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "target"
>;

/** What has a use of its own for Enter. */
const TAKES_ENTER = "a, button, input, select, summary, textarea";

export function actionOfKey(key: Key, page: Page): ActionId | undefined {
  const isHeld = key.repeat || key.isComposing;
  // A question over the window has keys of its own.
  if (isWithin(key.target, "dialog")) return undefined;
  if (isHeld || key.altKey || key.ctrlKey || key.metaKey || key.shiftKey) return undefined;
  if (key.key === "Escape") return isWorking(page) ? "stop" : leavingAction(page)?.id;
  return key.key === "Enter" && !isWithin(key.target, TAKES_ENTER) ? page.primary?.id : undefined;
}

function isWorking({ work }: Page): boolean {
  return work !== undefined && activityOf(work) === "working";
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

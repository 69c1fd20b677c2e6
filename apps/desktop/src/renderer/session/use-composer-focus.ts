/**
 * The focus comes to the composer with the page and with an emptied conversation, back to it after an answer, and is taken
 * from nowhere else.
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import type { Activity } from "./work.ts";

export function useComposerFocus(
  form: RefObject<HTMLFormElement | null>,
  field: RefObject<HTMLTextAreaElement | null>,
  activity: Activity,
  isEmpty: boolean,
): void {
  const before = useRef({ isHere: false, isEmpty });
  useLayoutEffect(() => {
    const hasCome = !before.current.isHere || (isEmpty && !before.current.isEmpty);
    const isFree = isLost() || form.current?.contains(document.activeElement) === true;
    if (hasCome || (activity !== "working" && isFree)) field.current?.focus({ preventScroll: true });
    before.current = { isHere: true, isEmpty };
  }, [activity, isEmpty, field, form]);
}

/** On nothing, and nothing is selected that a moved focus would undo. */
function isLost(): boolean {
  return document.activeElement === document.body && getSelection()?.isCollapsed !== false;
}

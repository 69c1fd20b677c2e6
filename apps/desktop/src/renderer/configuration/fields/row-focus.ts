/** Keeps the focus with what was pressed when the rows of a list move under it. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface RowFocus<List> {
  readonly list: RefObject<List | null>;
  /** Where the focus goes when the list has been drawn again: the first of these that is there. */
  readonly next: (...selectors: readonly string[]) => void;
}

export function useRowFocus<List extends HTMLElement>(): RowFocus<List> {
  const list = useRef<List>(null);
  const wanted = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const selectors = wanted.current;
    wanted.current = [];
    for (const selector of selectors) {
      const found = list.current?.querySelector<HTMLElement>(selector);
      if (found === null || found === undefined) continue;
      found.focus();
      return;
    }
  });
  return { list, next: (...selectors) => void (wanted.current = selectors) };
}

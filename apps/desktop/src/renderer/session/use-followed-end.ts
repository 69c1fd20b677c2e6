/** Keeps the end of the conversation in view while it grows, for who is there; who reads further up is left alone. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Work } from "./work.ts";

/** Pixels that still count as being at the end. */
const NEAR = 32;

export function useFollowedEnd(work: Work | undefined): void {
  const isAtEnd = useRef(true);
  const asked = useRef(0);
  const count = work?.turns.length ?? 0;
  useEffect(() => {
    const look = (): void => {
      const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
      isAtEnd.current = scrollHeight - clientHeight - scrollTop <= NEAR;
    };
    document.addEventListener("scroll", look, { passive: true });
    return () => document.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    // Who has just asked wants to see the answer.
    if (isAtEnd.current || count > asked.current) {
      document.documentElement.scrollTop = document.documentElement.scrollHeight;
    }
    asked.current = count;
  }, [work, count]);
}

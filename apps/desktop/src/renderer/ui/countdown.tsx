/** The time that a code is still valid for: seen by seconds, heard three times, and always told from its absolute end. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatCountdown } from "../i18n/locale.ts";
import { text } from "../i18n/text.ts";
import { markPassed } from "../model/countdown.ts";
import type { Mark } from "../model/countdown.ts";
import { useLocale } from "./locale-context.ts";
import { Message } from "./message.tsx";

export interface CountdownProps {
  readonly expiresAt: number;
  readonly onMark: (mark: Mark) => void;
}

export function Countdown({ expiresAt, onMark }: CountdownProps): JSX.Element {
  const locale = useLocale();
  const left = useTimeLeft(expiresAt, onMark);
  if (left <= 0) {
    return (
      <p class="expiry">
        <Message of={text("code.checking-expiry")} />
      </p>
    );
  }
  return (
    <p class="expiry">
      <span aria-hidden="true">
        <Message of={text("code.expires-in", { time: formatCountdown(locale, left) })} />
      </span>
      <span class="visually-hidden">
        <Message of={text("code.expires-at", { time: { instant: expiresAt } })} />
      </span>
    </p>
  );
}

function useTimeLeft(expiresAt: number, onMark: (mark: Mark) => void): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let before = expiresAt - Date.now();
    const look = (): void => {
      const left = expiresAt - Date.now();
      const mark = markPassed(before, left);
      before = left;
      setNow(Date.now());
      if (mark !== undefined) onMark(mark);
    };
    const ticking = setInterval(look, 1000);
    // A window that comes back into view has slept, and must not show an old time until the next tick.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(ticking);
      document.removeEventListener("visibilitychange", look);
    };
  }, [expiresAt, onMark]);
  return expiresAt - now;
}

/** The time, looked at when another minute of what remains is over, and when the window comes back into view. */
import { useEffect, useState } from "preact/hooks";

const MINUTE_MS = 60_000;

/** @returns milliseconds since 1970. */
export function useMinute(until: Date | undefined): number {
  const end = until?.getTime();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (end === undefined) return undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(waiting);
      const seen = Date.now();
      setNow(seen);
      if (seen < end) waiting = setTimeout(look, ((end - seen) % MINUTE_MS) + 1);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener("visibilitychange", look);
    };
  }, [end]);
  return now;
}

/** The small signs beside texts, in their colour; none says anything that no text says. */
import type { JSX } from "preact";

const PATHS = {
  error: "M12 7v6m0 3.6v.01M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  warning: "M12 9.5v4.5m0 3v.01M12 4 2.8 20h18.4L12 4Z",
  info: "M12 11v6m0-9.6v.01M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  success: "m8 12.4 2.8 2.8 5.4-5.6M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  none: "M8 12h8M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  working: "M12 3a9 9 0 1 1-9 9",
  up: "m6 14 6-6 6 6",
  down: "m6 10 6 6 6-6",
  remove: "m7 7 10 10M17 7 7 17",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13Z",
} as const;

export type SignName = keyof typeof PATHS;

export function Sign({ name }: { readonly name: SignName }): JSX.Element {
  return (
    <svg class={`sign ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

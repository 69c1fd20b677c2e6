/** The few pictures of the window, in the colour of the text beside them; none says anything that no text says. */
import type { JSX } from "preact";

const PATHS = {
  key: "M4 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0M12 12h8v3.5M16.5 12v2.5",
  problem: "M12 7v6m0 3.6v.01M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  success: "m8 12.4 2.8 2.8L16.2 9.6M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  "to-come": "M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  working: "M12 3a9 9 0 1 1-9 9",
  shield: "M12 3 5 5.6v5.6c0 4.3 2.9 8 7 9.8 4.1-1.8 7-5.5 7-9.8V5.6L12 3Zm0 5.4v4m0 3.2v.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A native button whose work is done at once. */
import type { JSX } from "preact";

export interface ButtonProps {
  readonly rank: "primary" | "secondary" | "quiet";
  /** Of an action that several buttons have. */
  readonly name?: string;
  readonly onClick: () => void;
  readonly children: string;
}

export function Button({ rank, name, onClick, children }: ButtonProps): JSX.Element {
  return (
    <button type="button" class={`button ${rank}`} data-action={name} onClick={onClick}>
      <span class="label shown">{children}</span>
    </button>
  );
}

/** A native button that is never disabled; what it may say takes the same room, so that nothing moves. */
import type { JSX } from "preact";
import type { MessageKey } from "../i18n/catalogs.ts";
import type { Action, ActionId } from "../model/page.ts";
import { useLocale } from "./locale-context.ts";

export interface ActionButtonProps {
  readonly action: Action;
  readonly rank: "primary" | "secondary" | "quiet";
  readonly isBusy: boolean;
  readonly isCopied: boolean;
  readonly act: (id: ActionId) => void;
}

export function ActionButton({ action, rank, isBusy, isCopied, act }: ActionButtonProps): JSX.Element {
  const { messages } = useLocale();
  const other = otherLabel(action.id);
  const isOther = (isBusy && !isCopy(action.id)) || isCopied;
  const shown = isOther && other !== undefined ? other : action.label;
  const labels = other === undefined ? [action.label] : [action.label, other];
  return (
    <button
      type="button"
      class={`button ${rank}`}
      aria-busy={isBusy}
      data-action={action.id}
      onClick={() => act(action.id)}
    >
      {labels.map((label) => (
        <span key={label} class={label === shown ? "label shown" : "label"}>
          {messages[label]}
        </span>
      ))}
    </button>
  );
}

function isCopy(id: ActionId): boolean {
  return otherLabel(id) === "action.copied";
}

/** What the button says while it works, or when it has copied, if it says anything. */
function otherLabel(id: ActionId): MessageKey | undefined {
  switch (id) {
    case "copy-code":
    case "copy-link":
    case "copy-details":
      return "action.copied";
    case "sign-in":
    case "use-another-account":
      return "action.busy.starting";
    case "open-browser":
      return "action.busy.opening";
    case "sign-out":
      return "action.busy.signing-out";
    case "continue":
    case "retry":
    case "open-configuration":
    case "new-session":
      return "action.busy.other";
    // They are done at once.
    case "cancel":
    case "back":
    case "stop":
      return undefined;
  }
}

/** A button that asks the main process for one thing: never disabled, and as wide when it works as when it waits. */
import type { JSX } from "preact";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import { Button } from "../../ui/button.tsx";
import type { ButtonProps } from "../../ui/button.tsx";
import type { ActionId } from "../model/actions.ts";
import { useMessages } from "./locale.ts";
import { useWindow } from "./window-context.ts";

export interface ActionButtonProps {
  readonly action: ActionId;
  readonly label: ConfigurationKey;
  readonly busyLabel?: ConfigurationKey;
  readonly rank?: "primary" | "secondary";
}

export function ActionButton({
  action,
  label,
  busyLabel = "action.busy",
  rank = "secondary",
}: ActionButtonProps): JSX.Element {
  const { model, act } = useWindow();
  const messages = useMessages();
  const isBusy = model.busy.includes(action);
  const shown = isBusy ? busyLabel : label;
  return (
    <button type="button" class={`button ${rank}`} aria-busy={isBusy} onClick={() => act(action)}>
      {[label, busyLabel].map((each) => (
        <span key={each} class={each === shown ? "label shown" : "label"}>
          {messages[each]}
        </span>
      ))}
    </button>
  );
}

export interface PlainButtonProps extends Pick<ButtonProps, "onClick"> {
  readonly label: ConfigurationKey;
  readonly rank?: ButtonProps["rank"];
}

/** A button that asks nothing of the main process. */
export function PlainButton({ label, rank = "secondary", onClick }: PlainButtonProps): JSX.Element {
  return (
    <Button rank={rank} onClick={onClick}>
      {useMessages()[label]}
    </Button>
  );
}

/** The buttons of a row of a list. They stay where they are at the ends of the list, so that the focus does. */
import type { JSX } from "preact";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { ConfigurationKey } from "../../i18n/configuration-catalogs.ts";
import { usePlainText } from "../ui/locale.ts";
import { Sign } from "../ui/sign.tsx";

export interface RowButtonProps {
  readonly does: "up" | "down" | "remove";
  /** What the row is called. */
  readonly name: string;
  readonly isIdle?: boolean;
  readonly onClick: () => void;
}

const LABELS = { up: "rows.up", down: "rows.down", remove: "rows.remove" } as const satisfies Record<
  RowButtonProps["does"],
  ConfigurationKey
>;

export function RowButton({ does, name, isIdle = false, onClick }: RowButtonProps): JSX.Element {
  const label = usePlainText()(say(LABELS[does], { name }));
  return (
    <button
      type="button"
      class="button secondary icon-button"
      data-does={does}
      aria-label={label}
      title={label}
      aria-disabled={isIdle}
      onClick={() => {
        if (!isIdle) onClick();
      }}
    >
      <Sign name={does} />
    </button>
  );
}

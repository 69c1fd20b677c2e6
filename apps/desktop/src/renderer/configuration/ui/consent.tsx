/** Consent to secrets in clear text, asked only while there is one, with what it means. */
import type { JSX } from "preact";
import { useMessages } from "./locale.ts";

export interface ConsentProps {
  readonly id: string;
  readonly warning: "export.secrets.warning" | "apply.secrets.warning";
  readonly isGiven: boolean;
  readonly give: (isGiven: boolean) => void;
}

export function Consent({ id, warning, isGiven, give }: ConsentProps): JSX.Element {
  const messages = useMessages();
  return (
    <div class="consent">
      <label>
        <input
          type="checkbox"
          checked={isGiven}
          aria-describedby={id}
          onChange={({ currentTarget }) => give(currentTarget.checked)}
        />
        <span>{messages["export.secrets"]}</span>
      </label>
      <p id={id}>{messages[warning]}</p>
    </div>
  );
}

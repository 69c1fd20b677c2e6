/** Sends, or stops what is under way: one button in one place, as wide as the longer of its two labels. */
import type { JSX } from "preact";
import { useLocale } from "../ui/locale-context.ts";

export interface SendOrStopProps {
  readonly isWorking: boolean;
  readonly stop: () => void;
}

const LABELS = ["action.send", "action.stop"] as const;

export function SendOrStop({ isWorking, stop }: SendOrStopProps): JSX.Element {
  const { messages } = useLocale();
  const shown = isWorking ? "action.stop" : "action.send";
  // Who clicks twice to send has not asked to stop.
  const onClick = (event: MouseEvent): void => {
    if (isWorking && event.detail < 2) stop();
  };
  return (
    <button
      type={isWorking ? "button" : "submit"}
      class={isWorking ? "button secondary" : "button primary"}
      data-action={isWorking ? "stop" : "send"}
      onClick={onClick}
    >
      {LABELS.map((label) => (
        <span key={label} class={label === shown ? "label shown" : "label"}>
          {messages[label]}
        </span>
      ))}
    </button>
  );
}

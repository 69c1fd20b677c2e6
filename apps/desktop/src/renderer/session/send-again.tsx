/** Trying again is sending the same message again. */
import type { JSX } from "preact";
import { useLocale } from "../ui/locale-context.ts";
import type { WorkEvents } from "./work-view.tsx";
import { activityOf, lastAsked } from "./work.ts";
import type { Work } from "./work.ts";

export interface SendAgainProps extends Pick<WorkEvents, "send"> {
  readonly work: Work;
}

export function SendAgain({ work, send }: SendAgainProps): JSX.Element | null {
  const { messages } = useLocale();
  const asked = lastAsked(work);
  if (asked === undefined || activityOf(work) !== "ready") return null;
  return (
    <button type="button" class="button secondary" data-action="send-again" onClick={() => send(asked)}>
      <span class="label shown">{messages["action.try-again"]}</span>
    </button>
  );
}

/** Trying again is sending the same message again. */
import type { JSX } from "preact";
import { Button } from "../ui/button.tsx";
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
    <Button rank="secondary" name="send-again" onClick={() => send(asked)}>
      {messages["action.try-again"]}
    </Button>
  );
}

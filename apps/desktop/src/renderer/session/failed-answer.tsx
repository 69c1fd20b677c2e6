/** Why an answer is none, or not whole, in its own turn; the last one can be asked for again. */
import type { JSX } from "preact";
import type { TurnView } from "../../shared/contract.ts";
import { Icon } from "../ui/icon.tsx";
import { Message } from "../ui/message.tsx";
import { RequestId } from "./request-id.tsx";
import { SendAgain } from "./send-again.tsx";
import { noAnswerText } from "./session-texts.ts";
import type { WorkEvents } from "./work-view.tsx";
import type { Work } from "./work.ts";

export interface FailedAnswerProps extends Partial<Pick<WorkEvents, "send">> {
  readonly turn: Extract<TurnView, { from: "model" }>;
  readonly work: Work;
}

export function FailedAnswer({ turn, work, send }: FailedAnswerProps): JSX.Element {
  return (
    <div class="report problem">
      <Icon name="problem" />
      <div>
        <p>
          <Message of={noAnswerText(turn, work)} />
        </p>
        <RequestId value={turn.failure?.requestId} />
        {send !== undefined && <SendAgain work={work} send={send} />}
      </div>
    </div>
  );
}

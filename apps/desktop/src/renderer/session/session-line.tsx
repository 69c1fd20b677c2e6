/** One quiet line under the composer: how long the session lasts, with which model, and the way to a new one. */
import type { JSX } from "preact";
import type { SessionStateView } from "../../shared/contract.ts";
import { text } from "../i18n/text.ts";
import { Message } from "../ui/message.tsx";
import { NewSession } from "./new-session.tsx";
import { remainingText } from "./session-texts.ts";
import { useMinute } from "./use-minute.ts";
import type { WorkViewProps } from "./work-view.tsx";
import type { Work } from "./work.ts";

export interface SessionLineProps extends Pick<WorkViewProps, "model" | "act"> {
  readonly work: Work;
}

export function SessionLine({ work, model, act }: SessionLineProps): JSX.Element | null {
  const { session, models, modelId } = work;
  const isRunning = session.state === "running";
  // An end offers the next session itself.
  const hasNew = session.state !== "ended" && (isRunning || work.turns.length > 0);
  if (!hasNew) return null;
  return (
    <div class="session-line">
      {isRunning && <Remaining until={session.until} />}
      {isRunning && modelId !== undefined && (
        <p class="session-model">
          <bdi>{models.find(({ id }) => id === modelId)?.label ?? modelId}</bdi>
        </p>
      )}
      <NewSession work={work} model={model} act={act} />
    </div>
  );
}

type Running = Extract<SessionStateView, { state: "running" }>;

function Remaining({ until }: { readonly until: Running["until"] }): JSX.Element {
  const now = useMinute(until);
  if (until === undefined) {
    return (
      <p>
        <Message of={text("session.running")} />
      </p>
    );
  }
  return (
    <p class="remaining">
      <span aria-hidden="true">
        <Message of={remainingText(until, now)} />
      </span>
      <span class="visually-hidden">
        <Message of={text("session.until", { time: { instant: until.getTime() } })} />
      </span>
    </p>
  );
}

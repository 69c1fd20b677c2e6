/** The Cowork tab: the conversation, and under it, always in sight, what the session is doing and the composer. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { text } from "../i18n/text.ts";
import type { Model } from "../model/model.ts";
import type { ActionId } from "../model/page.ts";
import { Message } from "../ui/message.tsx";
import { Composer } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import type { SessionEvent } from "./session-model.ts";
import { SessionEnd } from "./session-end.tsx";
import { SessionLine } from "./session-line.tsx";
import { EndsSoon, ShortLived } from "./session-notes.tsx";
import { StartSteps } from "./start-steps.tsx";
import { useFollowedEnd } from "./use-followed-end.ts";

export interface WorkEvents {
  readonly act: (id: ActionId) => void;
  readonly send: (text: string) => void;
  readonly edit: (event: SessionEvent) => void;
}

export interface WorkViewProps extends WorkEvents {
  readonly model: Model;
}

export function WorkView(props: WorkViewProps): JSX.Element | null {
  const { page, hasFailed } = props.model;
  const { work } = page;
  const newSession = useRef<HTMLDivElement>(null);
  useFollowedEnd(work);
  if (work === undefined) return null;
  return (
    <main class={work.turns.length === 0 ? "work empty" : "work"} aria-labelledby="work-heading">
      <div class="conversation">
        <h1 id="work-heading">
          <Message of={page.heading} />
        </h1>
        {work.turns.length === 0 &&
          page.body.map((each) => (
            <p key={each.key} class="introduction">
              <Message of={each} />
            </p>
          ))}
        <ShortLived session={work.session} />
        <Conversation work={work} send={props.send} />
        <StartSteps session={work.session} />
        <SessionEnd {...props} work={work} newSession={newSession} />
      </div>
      <div class="dock">
        <EndsSoon session={work.session} />
        {hasFailed && (
          <p class="failure">
            <Message of={text("say.action-failed")} />
          </p>
        )}
        <Composer {...props} work={work} newSession={newSession} />
        <SessionLine {...props} work={work} />
      </div>
    </main>
  );
}

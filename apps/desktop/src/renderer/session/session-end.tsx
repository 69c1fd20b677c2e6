/** A session that did not start, or has ended: why, and the one thing to do. The conversation stays above it. */
import type { JSX, RefObject } from "preact";
import { text } from "../i18n/text.ts";
import type { Text } from "../i18n/text.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Message } from "../ui/message.tsx";
import { buttonOf } from "../ui/page-view.tsx";
import { RequestId } from "./request-id.tsx";
import { SendAgain } from "./send-again.tsx";
import { endedText, notStartedText } from "./session-texts.ts";
import type { WorkViewProps } from "./work-view.tsx";
import type { Work } from "./work.ts";

export interface SessionEndProps extends WorkViewProps {
  readonly work: Work;
  /** Around the button that begins the next session. */
  readonly newSession: RefObject<HTMLDivElement | null>;
}

const startSession = { id: "new-session", label: "action.start-session" } as const;

export function SessionEnd({ work, model, act, send, newSession }: SessionEndProps): JSX.Element | null {
  const { session } = work;
  if (session.state === "ended") {
    return (
      <Report
        heading={text("ended.heading")}
        body={endedText(session)}
        isProblem={session.reason !== "by-user"}
      >
        <RequestId value={session.requestId} />
        {work.turns.length > 0 && (
          <p class="keep">
            <Message of={text("ended.keep")} />
          </p>
        )}
        <div ref={newSession}>
          <ActionButton {...buttonOf(model, startSession, act)} rank="primary" />
        </div>
      </Report>
    );
  }
  if (session.state !== "not-started") return null;
  const { failure } = session;
  return (
    <Report heading={text("not-started.heading")} body={notStartedText(failure)} isProblem>
      {failure.detail !== undefined && (
        <p class="advice" lang="en" dir="ltr">
          {failure.detail}
        </p>
      )}
      <RequestId value={failure.requestId} />
      <SendAgain work={work} send={send} />
    </Report>
  );
}

interface ReportProps {
  readonly heading: Text;
  readonly body: Text;
  readonly isProblem: boolean;
  readonly children: JSX.Element["props"]["children"];
}

function Report({ heading, body, isProblem, children }: ReportProps): JSX.Element {
  return (
    <section class={isProblem ? "report problem" : "report"}>
      <Icon name={isProblem ? "problem" : "success"} />
      <div>
        <h2>
          <Message of={heading} />
        </h2>
        <p>
          <Message of={body} />
        </p>
        {children}
      </div>
    </section>
  );
}

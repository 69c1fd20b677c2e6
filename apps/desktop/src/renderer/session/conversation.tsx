/** The conversation, oldest first. A turn that has not changed is not drawn again, however long it is. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { TurnView } from "../../shared/contract.ts";
import type { MessageKey } from "../i18n/catalogs.ts";
import { text } from "../i18n/text.ts";
import { Icon } from "../ui/icon.tsx";
import { useLocale } from "../ui/locale-context.ts";
import { Message } from "../ui/message.tsx";
import { blocksOf } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { FailedAnswer } from "./failed-answer.tsx";
import type { WorkEvents } from "./work-view.tsx";
import type { Work } from "./work.ts";

type ModelTurn = Extract<TurnView, { from: "model" }>;

export interface ConversationProps extends Pick<WorkEvents, "send"> {
  readonly work: Work;
}

export function Conversation({ work, send }: ConversationProps): JSX.Element | null {
  const shown = work.turns.filter((turn) => !isSilent(turn, work));
  if (shown.length === 0) return null;
  return (
    <ol class="turns">
      {shown.map((turn, index) => (
        <li key={index} class={`turn ${turn.from}`}>
          <Said turn={turn} />
          {turn.from === "model" && turn.status === "failed" && (
            <FailedAnswer turn={turn} work={work} {...(turn === work.turns.at(-1) ? { send } : {})} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** Nothing has come of it, and the session's own state says why. */
function isSilent(turn: TurnView, { session: { state } }: Work): boolean {
  if (turn.from === "person" || turn.text !== "") return false;
  if (turn.status === "waiting") return state !== "running" && state !== "idle";
  return turn.status === "failed" && turn.failure === undefined && state !== "running" && state !== "idle";
}

const AUTHOR: Readonly<Record<TurnView["from"], MessageKey>> = {
  person: "turn.person",
  model: "turn.model",
};

function Said({ turn }: { readonly turn: TurnView }): JSX.Element {
  const { messages } = useLocale();
  // The same element again is left as it is.
  return useMemo(
    () => (
      <>
        <h2 class="visually-hidden">{messages[AUTHOR[turn.from]]}</h2>
        {turn.from === "person" ? <div class="block">{turn.text}</div> : <AnswerBody turn={turn} />}
      </>
    ),
    [messages, turn],
  );
}

function AnswerBody({ turn: { status, text: answer } }: { readonly turn: ModelTurn }): JSX.Element {
  return (
    <>
      {blocksOf(answer).map((block, index) => (
        <BlockView key={index} {...block} />
      ))}
      {status === "waiting" && (
        <p class="turn-note">
          <Icon name="working" />
          <Message of={text("turn.waiting")} />
        </p>
      )}
      {status === "stopped" && (
        <p class="turn-note">
          <Message of={text("turn.stopped")} />
        </p>
      )}
    </>
  );
}

function BlockView({ kind, text: words }: Block): JSX.Element {
  return useMemo(
    () =>
      kind === "code" ? (
        <pre class="block code-block" dir="ltr">
          <code>{words}</code>
        </pre>
      ) : (
        <div class="block" dir="auto">
          {words}
        </div>
      ),
    [kind, words],
  );
}

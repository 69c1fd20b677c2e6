/** Where the person writes. It is never taken away: what is written while the session ends is kept for the next one. */
import type { JSX, RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { MessageKey } from "../i18n/catalogs.ts";
import { text } from "../i18n/text.ts";
import { useLocale } from "../ui/locale-context.ts";
import { Message } from "../ui/message.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { SendOrStop } from "./send-or-stop.tsx";
import { isTooLong, PROMPT_LIMIT } from "./session-model.ts";
import { useComposerFocus } from "./use-composer-focus.ts";
import type { WorkViewProps } from "./work-view.tsx";
import { activityOf } from "./work.ts";
import type { Activity, Work } from "./work.ts";

export interface ComposerProps extends WorkViewProps {
  readonly work: Work;
  readonly newSession: RefObject<HTMLDivElement | null>;
}

function hintOf({ session: { state } }: Work, activity: Activity): MessageKey {
  if (activity === "ready") return "composer.hint";
  if (activity === "ended") return "composer.hint-ended";
  return state === "starting" ? "composer.hint-starting" : "composer.hint-working";
}

export function Composer({ model, work, act, edit, send, newSession }: ComposerProps): JSX.Element {
  const { messages } = useLocale();
  const { draft, modelId } = model.session;
  const activity = activityOf(work);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useComposerFocus(form, field, activity, work.turns.length === 0);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (activity === "ended") newSession.current?.querySelector("button")?.focus();
    else {
      send(draft);
      field.current?.focus();
    }
  };
  return (
    <form ref={form} class="composer" onSubmit={submit}>
      <label class="visually-hidden" for="message">
        {messages["composer.label"]}
      </label>
      <textarea
        ref={field}
        id="message"
        rows={2}
        value={draft}
        placeholder={messages["composer.label"]}
        aria-describedby={isTooLong(draft) ? "composer-problem composer-hint" : "composer-hint"}
        aria-invalid={isTooLong(draft)}
        onInput={({ currentTarget }) => edit({ type: "edited", text: currentTarget.value })}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
      />
      {isTooLong(draft) && <TooLong length={draft.trim().length} />}
      <div class="composer-bar">
        <ModelChoice work={work} chosen={modelId} edit={edit} />
        <p id="composer-hint" class="hint">
          {messages[hintOf(work, activity)]}
        </p>
        {activity !== "ended" && <SendOrStop isWorking={activity === "working"} stop={() => act("stop")} />}
      </div>
    </form>
  );
}

/** Enter, and not the one that takes a suggestion of an input method. */
function sends({ key, isComposing, repeat, shiftKey, altKey }: KeyboardEvent): boolean {
  return key === "Enter" && !isComposing && !repeat && !shiftKey && !altKey;
}

function TooLong({ length }: { readonly length: number }): JSX.Element {
  return (
    <p id="composer-problem" class="failure">
      <Message of={text("composer.too-long", { count: { count: length }, limit: { count: PROMPT_LIMIT } })} />
    </p>
  );
}

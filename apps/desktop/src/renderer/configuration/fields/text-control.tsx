/** Text, numbers and secrets in one line; lists in several. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FieldView } from "../../../shared/configuration-contract.ts";
import { say } from "../../i18n/configuration-catalogs.ts";
import { useMessages, usePlainText } from "../ui/locale.ts";
import { attributesOf } from "./control.tsx";
import type { ControlProps } from "./control.tsx";

interface TextControlProps extends ControlProps {
  readonly text: string;
}

export function TextControl(props: TextControlProps): JSX.Element {
  const { field, text, isReadOnly, change } = props;
  const [isShown, setShown] = useState(false);
  const placeholder = usePlaceholder(props);
  const isHidden = field.type === "secret" && !isShown;
  const input = (
    <input
      {...attributesOf(props)}
      class="input"
      {...(isHidden ? ({ type: "password" } as const) : ({ type: "text" } as const))}
      inputMode={field.type === "integer" ? "numeric" : "text"}
      dir="ltr"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      placeholder={placeholder}
      readOnly={isReadOnly}
      value={text}
      onInput={({ currentTarget }) => change({ kind: "text", text: currentTarget.value })}
    />
  );
  if (field.type !== "secret") return input;
  // Around it from the beginning: an input that moves with its first character would lose the focus.
  return (
    <div class="with-button">
      {input}
      {text !== "" && <ShowButton field={field} isShown={isShown} toggle={() => setShown(!isShown)} />}
    </div>
  );
}

interface ShowButtonProps {
  readonly field: FieldView;
  readonly isShown: boolean;
  readonly toggle: () => void;
}

/** Only what was typed here can be shown; a secret in force never came to this window. */
function ShowButton({ field, isShown, toggle }: ShowButtonProps): JSX.Element {
  const messages = useMessages();
  const plain = usePlainText();
  const name = isShown ? "hide" : "show";
  return (
    <button
      type="button"
      class="button secondary"
      aria-label={plain(say(`field.${name}`, { label: field.label }))}
      aria-controls={field.key}
      onClick={toggle}
    >
      <span class="label shown">{messages[`field.${name}.short`]}</span>
    </button>
  );
}

/** What holds while nothing is typed, or how a value looks. */
function usePlaceholder({ field, isReadOnly, isWithheld, isInvalid }: ControlProps): string {
  const messages = useMessages();
  const plain = usePlainText();
  // The main process shows no value that breaks its rule.
  if (isReadOnly) return isWithheld ? "" : messages[isInvalid ? "field.not-valid" : "field.not-set"];
  if (isWithheld) return messages["field.replace"];
  if (field.default !== undefined) return plain(say("field.default", { value: field.default }));
  if (field.example !== undefined) return plain(say("field.example", { example: field.example }));
  return messages["field.not-set"];
}

export function LinesControl(props: TextControlProps): JSX.Element {
  const { text, isReadOnly, change } = props;
  return (
    <textarea
      {...attributesOf(props)}
      class="input"
      dir="ltr"
      rows={Math.min(12, Math.max(3, text.split("\n").length))}
      spellcheck={false}
      placeholder={useMessages()["field.not-set"]}
      readOnly={isReadOnly}
      value={text}
      onInput={({ currentTarget }) => change({ kind: "lines", text: currentTarget.value })}
    />
  );
}

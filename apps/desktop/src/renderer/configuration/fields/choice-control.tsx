/** One of a few texts, or none. A value that is none of them, as from a policy, stays visible. */
import type { JSX } from "preact";
import { useMessages } from "../ui/locale.ts";
import { attributesOf } from "./control.tsx";
import type { ControlProps } from "./control.tsx";

interface ChoiceControlProps extends ControlProps {
  readonly text: string;
  readonly choices: readonly string[];
}

export function ChoiceControl(props: ChoiceControlProps): JSX.Element {
  const { text, choices, change } = props;
  const offered = text === "" || choices.includes(text) ? choices : [...choices, text];
  return (
    <Select
      {...props}
      value={text}
      options={offered.map((choice) => [choice, choice])}
      choose={(chosen) => change({ kind: "text", text: chosen })}
    />
  );
}

export interface SelectProps extends ControlProps {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly choose: (value: string) => void;
}

/** A select cannot be read-only: it keeps the focus and offers nothing but its value. */
export function Select(props: SelectProps): JSX.Element {
  const { field, value, options, isReadOnly, choose } = props;
  const messages = useMessages();
  const unset = [
    "",
    field.default === undefined
      ? messages["field.not-set"]
      : `${messages["field.not-set"]} (${field.default})`,
  ] as const;
  const all = [unset, ...options];
  return (
    <select
      {...attributesOf(props)}
      class="input"
      aria-readonly={isReadOnly ? "true" : undefined}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {(isReadOnly ? all.filter(([each]) => each === value) : all).map(([each, label]) => (
        <option key={each} value={each}>
          {label}
        </option>
      ))}
    </select>
  );
}

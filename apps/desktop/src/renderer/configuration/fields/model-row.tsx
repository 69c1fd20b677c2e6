/** One model of the list. */
import type { JSX } from "preact";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { ModelRow } from "../model/edit.ts";
import { useMessages, usePlainText } from "../ui/locale.ts";
import type { ModelListProps } from "./model-list.tsx";
import { RowButton } from "./row-buttons.tsx";

export interface ModelRowViewProps extends ModelListProps {
  readonly row: ModelRow;
  readonly index: number;
  readonly editRow: (changes: Partial<Omit<ModelRow, "id">>) => void;
  readonly move: (by: -1 | 1) => void;
  readonly remove: () => void;
}

export function ModelRowView(props: ModelRowViewProps): JSX.Element {
  const { row, rows, index, field, isReadOnly, move, remove } = props;
  const messages = useMessages();
  const plain = usePlainText();
  const position = { count: index + 1 };
  const name = row.name === "" ? plain(say("rows.unnamed", { position })) : row.name;
  return (
    <li data-row={row.id}>
      <div class="row">
        <RowInput {...props} part="name" id={index === 0 ? field.key : undefined} />
        <RowInput {...props} part="label" id={undefined} />
        {!isReadOnly && (
          <div class="row-buttons">
            <RowButton does="up" name={name} isIdle={index === 0} onClick={() => move(-1)} />
            <RowButton does="down" name={name} isIdle={index === rows.length - 1} onClick={() => move(1)} />
            <RowButton does="remove" name={name} onClick={remove} />
          </div>
        )}
      </div>
      {(index === 0 || Object.keys(row.rest).length > 0) && (
        <p class="row-notes">
          {index === 0 && <span class="badge accent">{messages["rows.default"]}</span>}
          {Object.keys(row.rest).length > 0 && <span>{messages["rows.more-options"]}</span>}
        </p>
      )}
    </li>
  );
}

interface RowInputProps extends ModelRowViewProps {
  readonly part: "name" | "label";
  readonly id: string | undefined;
}

function RowInput({ part, id, row, index, isReadOnly, isInvalid, editRow }: RowInputProps): JSX.Element {
  const messages = useMessages();
  const plain = usePlainText();
  return (
    <input
      {...(id === undefined ? {} : { id })}
      class={`input ${part}`}
      dir={part === "name" ? "ltr" : "auto"}
      autocomplete="off"
      spellcheck={false}
      aria-label={plain(say(`rows.model-${part}`, { position: { count: index + 1 } }))}
      aria-invalid={part === "name" && isInvalid}
      placeholder={isReadOnly ? messages["rows.no-label"] : messages[`rows.model-${part}.column`]}
      readOnly={isReadOnly}
      value={row[part]}
      onInput={({ currentTarget }) => editRow({ [part]: currentTarget.value })}
    />
  );
}

/** Names with values, as extra headers are. They may hold credentials, so the values are typed unseen. */
import type { JSX } from "preact";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { PairRow } from "../model/edit.ts";
import { addRow, changeRow, removeRow } from "../model/rows.ts";
import { PlainButton } from "../ui/action-button.tsx";
import { useMessages, usePlainText } from "../ui/locale.ts";
import type { ControlProps } from "./control.tsx";
import { RowButton } from "./row-buttons.tsx";
import { useRowFocus } from "./row-focus.ts";

interface PairListProps extends ControlProps {
  readonly rows: readonly PairRow[];
}

export function PairList(props: PairListProps): JSX.Element {
  const { rows, isReadOnly, labelledBy, describedBy, change } = props;
  const messages = useMessages();
  const { list, next } = useRowFocus<HTMLDivElement>();
  const names = rows.map(({ name }) => name).filter((name) => name !== "");
  return (
    <div class="rows" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} ref={list}>
      <ul class="row-list">
        {rows.map((row, index) => (
          <PairRowView
            key={row.id}
            {...props}
            row={row}
            index={index}
            editRow={(changes) => set(changeRow(rows, row.id, changes))}
            remove={() => remove(row, index)}
          />
        ))}
      </ul>
      {new Set(names).size < names.length && <p class="row-notes">{messages["rows.repeated"]}</p>}
      {!isReadOnly && <PlainButton label="rows.add-pair" onClick={add} />}
    </div>
  );

  function set(changed: readonly PairRow[]): void {
    change({ kind: "pairs", rows: changed });
  }

  function add(): void {
    const added = addRow<PairRow>(rows, { name: "", value: "" });
    next(`[data-row="${added.at(-1)?.id}"] input`);
    set(added);
  }

  function remove(row: PairRow, index: number): void {
    const neighbour = rows[index + 1] ?? rows[index - 1];
    next(`[data-row="${neighbour?.id}"] [data-does="remove"]`, ":scope > button");
    change(
      { kind: "pairs", rows: removeRow(rows, row.id) },
      say("say.removed", { total: { count: rows.length - 1 } }),
    );
  }
}

interface PairRowViewProps extends PairListProps {
  readonly row: PairRow;
  readonly index: number;
  readonly editRow: (changes: Partial<Omit<PairRow, "id">>) => void;
  readonly remove: () => void;
}

function PairRowView({
  row,
  index,
  field,
  isReadOnly,
  isInvalid,
  editRow,
  remove,
}: PairRowViewProps): JSX.Element {
  const messages = useMessages();
  const plain = usePlainText();
  const position = { count: index + 1 };
  return (
    <li data-row={row.id} class="row">
      {(["name", "value"] as const).map((part) => (
        <input
          key={part}
          {...(index === 0 && part === "name" ? { id: field.key } : {})}
          class={`input ${part}`}
          {...(part === "value" ? ({ type: "password" } as const) : ({ type: "text" } as const))}
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          aria-label={plain(say(`rows.pair-${part}`, { position }))}
          aria-invalid={isInvalid}
          placeholder={messages[`rows.pair-${part}.column`]}
          readOnly={isReadOnly}
          value={row[part]}
          onInput={({ currentTarget }) => editRow({ [part]: currentTarget.value })}
        />
      ))}
      {!isReadOnly && (
        <div class="row-buttons">
          <RowButton
            does="remove"
            name={row.name || plain(say("rows.unnamed", { position }))}
            onClick={remove}
          />
        </div>
      )}
    </li>
  );
}

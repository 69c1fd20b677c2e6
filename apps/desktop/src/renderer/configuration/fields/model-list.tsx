/** The list of models: an ID and a label each, in the order that people choose from. */
import type { JSX } from "preact";
import { say } from "../../i18n/configuration-catalogs.ts";
import type { Said } from "../../i18n/configuration-catalogs.ts";
import type { ModelRow } from "../model/edit.ts";
import { addRow, changeRow, moveRow, removeRow } from "../model/rows.ts";
import { PlainButton } from "../ui/action-button.tsx";
import { useMessages } from "../ui/locale.ts";
import type { ControlProps } from "./control.tsx";
import { ModelRowView } from "./model-row.tsx";
import { useRowFocus } from "./row-focus.ts";

export interface ModelListProps extends ControlProps {
  readonly rows: readonly ModelRow[];
}

export function ModelList(props: ModelListProps): JSX.Element {
  const { rows, isReadOnly, labelledBy, describedBy, change } = props;
  const messages = useMessages();
  const { list, next } = useRowFocus<HTMLDivElement>();
  const set = (changed: readonly ModelRow[], said?: Said): void =>
    change({ kind: "models", rows: changed }, said);
  return (
    <div class="rows" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} ref={list}>
      {rows.length === 0 && <p class="quiet">{messages["rows.none"]}</p>}
      {rows.length > 0 && <Columns isReadOnly={isReadOnly} />}
      <ol class="row-list">
        {rows.map((row, index) => (
          <ModelRowView
            key={row.id}
            {...props}
            row={row}
            index={index}
            editRow={(changes) => set(changeRow(rows, row.id, changes))}
            move={(by) => move(row, index, by)}
            remove={() => remove(row, index)}
          />
        ))}
      </ol>
      {!isReadOnly && <PlainButton label="rows.add-model" onClick={add} />}
    </div>
  );

  function add(): void {
    const added = addRow<ModelRow>(rows, { name: "", label: "", rest: {} });
    next(`[data-row="${added.at(-1)?.id}"] input`);
    set(added);
  }

  function move(row: ModelRow, index: number, by: -1 | 1): void {
    next(`[data-row="${row.id}"] [data-does="${by === -1 ? "up" : "down"}"]`);
    const place = { position: { count: index + 1 + by }, total: { count: rows.length } };
    set(moveRow(rows, row.id, by), say("say.moved", place));
  }

  function remove(row: ModelRow, index: number): void {
    const neighbour = rows[index + 1] ?? rows[index - 1];
    next(`[data-row="${neighbour?.id}"] [data-does="remove"]`, ":scope > button");
    set(removeRow(rows, row.id), say("say.removed", { total: { count: rows.length - 1 } }));
  }
}

/** Seen above the rows, where there is room for columns; each field has a name of its own for those who listen. */
function Columns({ isReadOnly }: { readonly isReadOnly: boolean }): JSX.Element {
  const messages = useMessages();
  return (
    <div class="row row-columns" aria-hidden="true">
      <span class="name">{messages["rows.model-name.column"]}</span>
      <span class="label">{messages["rows.model-label.column"]}</span>
      {!isReadOnly && <span class="row-buttons" />}
    </div>
  );
}

/**
 * A table that becomes a list of cards where there is no room for columns. The roles are written out because a table that is
 * laid out as something else loses them.
 */
import type { ComponentChildren, JSX } from "preact";

export interface TableRow {
  readonly id: string;
  /** One for each column; the first names the row. */
  readonly cells: readonly ComponentChildren[];
}

export interface DataTableProps {
  readonly label: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export function DataTable({ label, name, columns, rows }: DataTableProps): JSX.Element {
  return (
    <table class={`data-table ${name}`} role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ id, cells }) => (
          <tr key={id} role="row">
            {cells.map((cell, index) => (
              <Cell key={columns[index]} column={columns[index] ?? ""} isFirst={index === 0}>
                {cell}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly column: string;
  readonly isFirst: boolean;
  readonly children: ComponentChildren;
}

function Cell({ column, isFirst, children }: CellProps): JSX.Element {
  return isFirst ? (
    <th role="rowheader" scope="row">
      {children}
    </th>
  ) : (
    <td role="cell" data-column={column}>
      {children}
    </td>
  );
}

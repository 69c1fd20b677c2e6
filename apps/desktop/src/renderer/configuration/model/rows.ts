/** Rows of a list that is edited: added, removed, moved and changed, each known by its own number. */

interface Row {
  readonly id: number;
}

export function addRow<Each extends Row>(rows: readonly Each[], row: Omit<Each, "id">): readonly Each[] {
  const id = Math.max(-1, ...rows.map((each) => each.id)) + 1;
  return [...rows, { ...row, id } as Each];
}

export function removeRow<Each extends Row>(rows: readonly Each[], id: number): readonly Each[] {
  return rows.filter((each) => each.id !== id);
}

export function changeRow<Each extends Row>(
  rows: readonly Each[],
  id: number,
  change: Partial<Omit<Each, "id">>,
): readonly Each[] {
  return rows.map((each) => (each.id === id ? { ...each, ...change } : each));
}

/** One place up or down; at the end of the list, nothing happens. */
export function moveRow<Each extends Row>(rows: readonly Each[], id: number, by: -1 | 1): readonly Each[] {
  const from = rows.findIndex((each) => each.id === id);
  const [one, other] = [rows[from], rows[from + by]];
  if (one === undefined || other === undefined) return rows;
  return rows.with(from, other).with(from + by, one);
}

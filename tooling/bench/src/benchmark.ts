/** What a benchmark is, and the rows that it prints. */

export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly unit: string;
  /** What ours is held against, measured in the same run. */
  readonly peer: { readonly name: string; readonly value: number } | undefined;
  readonly budget: string;
}

export interface Benchmark {
  /** What `--only` calls it. */
  readonly name: string;
  /** One line of `--help`. */
  readonly about: string;
  /** Measures and hands over each row when it is there; throws when what is measured does not behave. */
  run(print: (row: Row) => void): Promise<void>;
}

/** A row for people. */
export function rowLine({ what, ours, unit, peer, budget }: Row): string {
  const beside =
    peer === undefined
      ? ""
      : `, ${peer.name} ${peer.value.toFixed(2)} ${unit}, ratio ${(ours / peer.value).toFixed(2)}`;
  return `${what}: ${ours.toFixed(2)} ${unit}${beside} (budget ${budget})`;
}

/** A row for machines: one JSON object. */
export function rowJson({ what, ours, unit, peer, budget }: Row): string {
  const beside = peer && { peer: peer.name, theirs: peer.value, ratio: ours / peer.value };
  return JSON.stringify({ what, ours, unit, ...beside, budget });
}

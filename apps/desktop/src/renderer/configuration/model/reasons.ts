/** Why a value is what it is, without what stands beside it anyway. */

export interface Explained {
  readonly source: string;
  /** Every finding about it, each beginning with the source and perhaps the key. */
  readonly why: string;
}

/** One for each finding. */
export function reasonsOf({ source, why }: Explained, key: string): readonly string[] {
  return why
    .split(`${source}: `)
    .map((reason) => (reason.startsWith(`${key}: `) ? reason.slice(key.length + 2) : reason).trim())
    .filter((reason) => reason !== "");
}

/** One small bug, and who should notice it. */

export interface Mutant {
  /** What `--only` calls it. */
  readonly name: string;
  /** Relative to the root. */
  readonly file: string;
  /** Occurs exactly once in the file, so that a mutant of code that has changed is noticed. */
  readonly find: string;
  readonly replace: string;
  /** What would go wrong for somebody. */
  readonly breaks: string;
  /** The vitest project, and what the paths of its test files contain. */
  readonly killedBy: { readonly project: string; readonly tests: readonly string[] };
  /** Why no test notices it, if none does. */
  readonly survives?: string;
}

/** Those of one file. */
export function mutantsOf(
  file: string,
  killedBy: Mutant["killedBy"],
  bugs: readonly (Omit<Mutant, "file" | "killedBy"> & Partial<Pick<Mutant, "killedBy">>)[],
): readonly Mutant[] {
  return bugs.map((bug) => ({ file, killedBy, ...bug }));
}

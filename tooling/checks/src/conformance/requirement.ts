/** What a test can be asked to show, and how its title or file says that it does. */

export interface Requirement {
  /** As it stands in the table. */
  readonly id: string;
  /** In our own words. */
  readonly says: string;
  /** Whether a test with this title, in this file, is about it. */
  readonly namedBy: (title: string, file: string) => boolean;
}

export interface Group {
  readonly heading: string;
  readonly requirements: readonly Requirement[];
}

export interface Catalogue {
  readonly groups: readonly Group[];
  /** Ids of vectors without a test, with the reason. */
  readonly excepted: Readonly<Record<string, string>>;
}

const NAMES = /^(?:(?:[A-Z]\d{1,2}|RFC 8628 \d(?:\.\d)*)(?:, |: ))+/;
const SECTION = /RFC 8628 (\d(?:\.\d)*)/g;

/** The vectors that a title begins with: `F7, A1: …`. */
export function vectorsOf(title: string): readonly string[] {
  const [names = ""] = NAMES.exec(title) ?? [];
  return [...names.replaceAll(SECTION, "").matchAll(/[A-Z]\d{1,2}/g)].map(([id]) => id);
}

/** A vector: the title begins with its id. */
export function vector(id: string, says: string): Requirement {
  return { id, says, namedBy: (title) => vectorsOf(title).includes(id) };
}

/** A section of RFC 8628: named in the title as `RFC 8628 3.5`, or in the file's name as `rfc8628-3.5`. */
export function section(number: string, says: string): Requirement {
  const inFile = new RegExp(`rfc8628-${number.replaceAll(".", String.raw`\.`)}(?!\\.?\\d)`);
  const namedBy = (title: string, file: string): boolean =>
    [...title.matchAll(SECTION)].some(([, found]) => found === number) || inFile.test(file);
  return { id: number, says, namedBy };
}

/** A case that has no id: the title begins with the kind and says what `pattern` finds. */
export function named(kind: "boundary" | "gap", id: string, says: string, pattern: RegExp): Requirement {
  return { id, says, namedBy: (title) => title.startsWith(kind) && pattern.test(title) };
}

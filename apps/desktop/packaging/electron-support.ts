/**
 * Until when the pinned Electron is supported. Electron supports its three newest majors and publishes one every eight weeks,
 * so a major ends when the third after it appears; the dates of coming ones are that rhythm's. Update both tables with the pin.
 */

export interface SupportFacts {
  /** By major: the day of its first stable release, and the last day of support. */
  readonly majors: Readonly<Record<string, { readonly stable: string; readonly endOfLife: string }>>;
  readonly pinned: { readonly version: string; readonly released: string };
}

export const ELECTRON_SUPPORT: SupportFacts = {
  majors: {
    43: { stable: "2026-07-01", endOfLife: "2026-12-16" },
    44: { stable: "2026-08-25", endOfLife: "2027-02-10" },
    45: { stable: "2026-10-21", endOfLife: "2027-04-07" },
  },
  pinned: { version: "45.4.1", released: "2026-11-19" },
};

/** Security releases come every week or two; a pin that is older than this has missed several. */
export const MAXIMUM_AGE_WEEKS = 12;

const WEEK_MS = 7 * 24 * 3600 * 1000;
const DAY_MS = WEEK_MS / 7;

/** @returns a line for each way in which the tables do not describe `version`; needs no date. */
export function tableProblems(version: string, facts: SupportFacts = ELECTRON_SUPPORT): readonly string[] {
  if (facts.pinned.version !== version)
    return [`Electron ${version} is pinned, and the table describes ${facts.pinned.version}.`];
  if (facts.majors[majorOf(version)] === undefined)
    return [`The table has no dates for Electron ${majorOf(version)}.`];
  return [];
}

/** @returns why no package should be made with the pinned version today. */
export function endOfLifeProblem(
  today: Date,
  { majors, pinned }: SupportFacts = ELECTRON_SUPPORT,
): string | undefined {
  const major = majorOf(pinned.version);
  const end = majors[major]?.endOfLife;
  if (end === undefined) return `The table has no dates for Electron ${major}.`;
  if (today.getTime() < Date.parse(end) + DAY_MS) return undefined;
  return `Electron ${major} has had no security fixes since ${end}. Pin a supported major in the catalog.`;
}

/** @returns what to say about a version that is still supported, and has become old. */
export function ageProblem(today: Date, { pinned }: SupportFacts = ELECTRON_SUPPORT): string | undefined {
  const weeks = Math.floor((today.getTime() - Date.parse(pinned.released)) / WEEK_MS);
  if (weeks <= MAXIMUM_AGE_WEEKS) return undefined;
  return `Electron ${pinned.version} is ${weeks} weeks old; after ${MAXIMUM_AGE_WEEKS} its newest release must be pinned.`;
}

function majorOf(version: string): string {
  return version.split(".", 1)[0] ?? "";
}

/** Edits that may be refused: the refusal becomes problems of the form it came from. */

import { MockIdentityCenterError } from "../../mock-error.ts";
import type { Problem } from "../forms.ts";

/**
 * Carries an edit out; gives the problems that kept it from happening.
 *
 * @param fields the form field for each member of the edited item.
 */
export function attempt(edit: () => void, fields: Readonly<Record<string, string>> = {}): readonly Problem[] {
  try {
    edit();
    return [];
  } catch (error) {
    if (!(error instanceof MockIdentityCenterError)) throw error;
    if (error.code !== "SEED_INVALID") return [{ message: error.message }];
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => problemOf(line.trim(), fields));
  }
}

/** A line such as `users[3].displayName: expected …`; the place in the list means nothing to the reader. */
function problemOf(line: string, fields: Readonly<Record<string, string>>): Problem {
  const [, member = "", rest = "", reason = line] =
    /^\w+(?:\[\d+\])?\.?(\w*)([\w.[\]]*): (.*)$/.exec(line) ?? [];
  return { field: fields[member], message: rest === "" ? reason : `${rest.replace(/^\./, "")}: ${reason}` };
}

/** What is wrong with a seed, and where in the document. Values are never repeated: some are passwords. */

import { MockIdentityCenterError } from "../mock-error.ts";

export interface SeedProblem {
  readonly path: readonly PropertyKey[];
  /** What is wrong and what was expected. */
  readonly message: string;
  /** The member's name is at fault, not its value. */
  readonly isName?: boolean;
}

/** `instances[0].users[1].password: is missing, expected text` */
export function describeProblem({ path, message }: SeedProblem): string {
  return `${formatPath(path)}: ${message}`;
}

export function seedInvalid(lines: readonly string[]): MockIdentityCenterError {
  return new MockIdentityCenterError("SEED_INVALID", `The seed is not valid:\n  ${lines.join("\n  ")}`);
}

function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "(the document)";
}

/** Variables as text that a shell, a program or a `.env` file takes. */

import { MockIdentityCenterError } from "../mock-error.ts";
import type { Variables } from "./client-environment.ts";

/** `sh`: lines for `eval`; `json`: one object; `dotenv`: lines for a `.env` file. */
export type EnvironmentForm = (typeof environmentForms)[number];

export const environmentForms = ["sh", "json", "dotenv"] as const;

/**
 * One line per variable, or one JSON document, ending in a line break.
 *
 * @throws {MockIdentityCenterError} ENVIRONMENT_UNQUOTABLE for a value that a `.env` file cannot hold.
 */
export function formatEnvironment(variables: Variables, form: EnvironmentForm): string {
  if (form === "json") return `${JSON.stringify(variables, undefined, 2)}\n`;
  const line = form === "sh" ? shellLine : dotenvLine;
  return Object.entries(variables)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join("");
}

/** Plain in every form, and in the `--env-file` of Docker, which takes quotes literally. */
const plain = /^[\w%+,./:=@-]+$/;

function shellLine(name: string, value: string): string {
  const quoted = plain.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
  return `export ${name}=${quoted}`;
}

/** The format knows no escapes that its readers agree on: a value takes a quote that it does not contain. */
function dotenvLine(name: string, value: string): string {
  if (plain.test(value)) return `${name}=${value}`;
  // Not the double quote: within it some readers expand `$NAME` and `\n`.
  const quote = ["'", "`"].find((mark) => !value.includes(mark));
  if (quote === undefined || value.includes("\r"))
    throw new MockIdentityCenterError(
      "ENVIRONMENT_UNQUOTABLE",
      `The value of ${name} cannot be written to a .env file: it holds both ' and \`, or a carriage return. Use the form sh or json`,
    );
  return `${name}=${quote}${value}${quote}`;
}

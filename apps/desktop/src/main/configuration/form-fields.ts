/** The fields of the form: one for each key of the catalogue that this product uses, in the catalogue's order. */
import { policyCatalogue } from "@latchkey/policy-reader";
import type { PolicyKey } from "@latchkey/policy-reader";
import type { FieldView } from "../../shared/configuration-schema.ts";

export const formFields: readonly FieldView[] = policyCatalogue
  .filter(({ use }) => use !== "not-used")
  .map((row) => ({
    key: row.key,
    label: row.label,
    help: row.help,
    section: sectionOf(row),
    type: row.type,
    rule: row.rule,
    ...(row.default === undefined ? {} : { default: row.default }),
    ...(row.choices === undefined ? {} : { choices: [...row.choices] }),
    ...(row.range === undefined ? {} : { range: [...row.range] satisfies [number, number] }),
    ...(row.example === undefined ? {} : { example: row.example }),
  }));

function sectionOf({ key, use }: PolicyKey): FieldView["section"] {
  if (use === "app-behaviour") return "behaviour";
  return key === "inferenceModels" ? "models" : "connection";
}

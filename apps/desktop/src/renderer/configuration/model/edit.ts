/** A value while it is being typed: as its control holds it, and as the contract's draft has it. */
import type { Draft, FieldView } from "../../../shared/configuration-contract.ts";

export interface ModelRow {
  /** Of this row for as long as it is shown. */
  readonly id: number;
  readonly name: string;
  readonly label: string;
  /** What else a policy file says of the model; kept as it was. */
  readonly rest: Readonly<Record<string, unknown>>;
}

export interface PairRow {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export type Edit =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "flag"; readonly flag: boolean | undefined }
  /** One entry a line. */
  | { readonly kind: "lines"; readonly text: string }
  | { readonly kind: "models"; readonly rows: readonly ModelRow[] }
  | { readonly kind: "pairs"; readonly rows: readonly PairRow[] };

export type DraftValue = Draft[string];

/** The control's value for a draft's; a value of another type than the field's is shown as text, for the check to judge. */
export function editOf(field: FieldView, value: DraftValue | undefined): Edit {
  switch (field.type) {
    case "string":
    case "secret":
    case "integer":
      return { kind: "text", text: value === undefined ? "" : textOf(value) };
    case "boolean":
      return { kind: "flag", flag: typeof value === "boolean" ? value : undefined };
    case "list":
      return field.rule === "models"
        ? { kind: "models", rows: listOf(value).map(modelRow) }
        : { kind: "lines", text: listOf(value).map(textOf).join("\n") };
    case "object":
      return { kind: "pairs", rows: pairsOf(value) };
  }
}

/** `undefined` for a key that is not set. */
export function valueOf(field: FieldView, edit: Edit): DraftValue | undefined {
  switch (edit.kind) {
    case "text":
      return scalarOf(field, edit.text);
    case "flag":
      return edit.flag;
    case "lines":
      return unlessEmpty(edit.text.split("\n").filter((line) => line.trim() !== ""));
    case "models":
      return unlessEmpty(edit.rows.filter(({ name, label }) => name + label !== "").map(modelOf));
    case "pairs": {
      const named = edit.rows.filter(({ name }) => name !== "").map(({ name, value }) => [name, value]);
      return named.length === 0 ? undefined : (Object.fromEntries(named) as Record<string, string>);
    }
  }
}

/** Digits become a number; other text stays one, and is refused by the check with its reason. */
function scalarOf({ type }: FieldView, text: string): DraftValue | undefined {
  if (text === "") return undefined;
  return type === "integer" && /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text;
}

function textOf(value: DraftValue | { readonly name: string }): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function listOf(value: DraftValue | undefined): readonly (string | { readonly name: string })[] {
  return Array.isArray(value) ? value : [];
}

function unlessEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

function modelRow(item: string | { readonly name: string }, id: number): ModelRow {
  if (typeof item === "string") return { id, name: item, label: "", rest: {} };
  const { name, labelOverride, ...rest } = item as Readonly<Record<string, unknown>> & { name: string };
  return typeof labelOverride === "string"
    ? { id, name, label: labelOverride, rest }
    : { id, name, label: "", rest: labelOverride === undefined ? rest : { ...rest, labelOverride } };
}

function modelOf({ name, label, rest }: ModelRow): string | { name: string } {
  if (label === "" && Object.keys(rest).length === 0) return name;
  return { ...rest, name, ...(label === "" ? {} : { labelOverride: label }) };
}

function pairsOf(value: DraftValue | undefined): readonly PairRow[] {
  if (typeof value !== "object" || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, each], id) => ({ id, name, value: each }));
}

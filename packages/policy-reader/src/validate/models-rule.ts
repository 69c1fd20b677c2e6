/** The rule of `inferenceModels`: model IDs, or objects with a `name` and options. */
import { warning } from "../diagnostic.ts";
import { toPlain, type RawValue } from "../decode/raw-value.ts";
import type { Model } from "../policy-types.ts";
import { accept, malformed, type Outcome } from "./outcome.ts";

const MODEL_ID = /^[A-Za-z0-9][A-Za-z0-9._:/[\]-]{0,2047}$/;
const TEXTS = { labelOverride: "label", anthropicFamilyTier: "familyTier" } as const;
const FLAGS = { supports1m: "supports1m", prefer1m: "prefer1m", isFamilyDefault: "isFamilyDefault" } as const;

export function checkModels(items: readonly RawValue[]): Outcome {
  if (items.length === 0) return { status: "blank" };
  if (items.length > 100) return malformed("expected at most 100 models");
  const models: Model[] = [];
  for (const [index, item] of items.entries()) {
    const model = readModel(item);
    if (typeof model === "string") return malformed(`entry ${index + 1}: ${model}`);
    models.push(model);
  }
  const repeated = new Set(models.map((model) => model.id)).size < models.length;
  return accept(models, ...(repeated ? [warning("suspicious-value", "names a model twice")] : []));
}

/** The model, or what was expected instead. */
function readModel(item: RawValue): Model | string {
  if (item.type === "string") return MODEL_ID.test(item.text) ? { id: item.text } : "expected a model ID";
  if (item.type !== "dictionary") return "expected a model ID, or an object with a name";
  const name = item.entries.get("name");
  if (name?.type !== "string" || !MODEL_ID.test(name.text)) return "expected a model ID in name";
  const model: Record<string, unknown> = { id: name.text };
  const other: [string, unknown][] = [];
  for (const [field, value] of item.entries) {
    if (field === "name") continue;
    if (isField(TEXTS, field)) {
      if (value.type !== "string") return `expected text in ${field}`;
      model[TEXTS[field]] = value.text;
    } else if (isField(FLAGS, field)) {
      if (value.type !== "boolean") return `expected true or false in ${field}`;
      model[FLAGS[field]] = value.value;
    } else other.push([field, toPlain(value)]);
  }
  if (other.length > 0) model["other"] = Object.fromEntries(other);
  return model as unknown as Model;
}

function isField<T extends object>(table: T, field: string): field is Extract<keyof T, string> {
  return Object.hasOwn(table, field);
}

/** Whether it is a model as {@link checkModels} gives it, and not as a file has it. */
export function isModel(value: unknown): value is Model {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "id");
}

/** The entry of `inferenceModels` that {@link checkModels} reads as `model`. */
export function writeModel(model: Model): unknown {
  const { id, other, ...options } = model;
  const fields: [string, unknown][] = [];
  for (const [field, name] of Object.entries({ ...TEXTS, ...FLAGS })) {
    if (options[name] !== undefined) fields.push([field, options[name]]);
  }
  fields.push(...Object.entries(other ?? {}));
  return fields.length === 0 ? id : Object.fromEntries([["name", id], ...fields]);
}

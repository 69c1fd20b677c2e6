/** JSON-like values of a caller to raw values, as a decoder would have found them in a file. */
import { isSecret } from "@latchkey/secret";
import type { PolicyKey } from "../catalogue.ts";
import { MAX_DEPTH } from "../decode/limits.ts";
import type { RawValue } from "../decode/raw-value.ts";
import { isModel, writeModel } from "../validate/models-rule.ts";

/** @returns `undefined` for what no policy file can hold: functions, dates, secrets inside lists, cycles. */
export function toRawValue(row: PolicyKey, value: unknown): RawValue | undefined {
  if (isSecret(value)) return { type: "sealed", was: "string", text: value };
  const plain = row.rule === "models" && Array.isArray(value) ? value.map(toWire) : value;
  return fromPlain(plain, 0);
}

function toWire(item: unknown): unknown {
  return isModel(item) ? writeModel(item) : item;
}

function fromPlain(value: unknown, depth: number): RawValue | undefined {
  switch (typeof value) {
    case "string":
      return { type: "string", text: value };
    case "boolean":
      return { type: "boolean", value };
    case "number":
      return Number.isSafeInteger(value) ? { type: "integer", text: String(value) } : { type: "real" };
    case "object":
      return depth > MAX_DEPTH ? undefined : fromObject(value, depth);
    default:
      return undefined;
  }
}

function fromObject(value: object | null, depth: number): RawValue | undefined {
  if (value === null) return { type: "null" };
  if (Array.isArray(value)) {
    const items = value.map((item) => fromPlain(item, depth + 1));
    return items.every((item) => item !== undefined) ? { type: "list", items } : undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (isSecret(value) || (prototype !== Object.prototype && prototype !== null)) return undefined;
  const entries = new Map<string, RawValue>();
  for (const [name, item] of Object.entries(value)) {
    const raw = fromPlain(item, depth + 1);
    if (raw === undefined) return undefined;
    entries.set(name, raw);
  }
  return { type: "dictionary", entries };
}

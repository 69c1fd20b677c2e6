/** A value as one text for a person: lists with commas, models as a policy file has them. */
import type { Secret } from "@latchkey/secret";
import type { PolicyValue } from "../policy-types.ts";
import { isModel, writeModel } from "../validate/models-rule.ts";

export function valueText(value: Exclude<PolicyValue, Secret>): string {
  if (typeof value !== "object") return String(value);
  return value.map((item) => asWritten(isModel(item) ? writeModel(item) : item)).join(", ");
}

function asWritten(item: unknown): string {
  return typeof item === "string" ? item : JSON.stringify(item);
}

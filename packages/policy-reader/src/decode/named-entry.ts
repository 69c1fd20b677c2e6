/** Pairs a key with its raw value, and seals the value unless it is known to be harmless. */
import { findPolicyKeyIgnoringCase, isShowable } from "../catalogue.ts";
import { displayKey } from "../diagnostic.ts";
import type { DecodedEntry, PolicyRawType } from "../policy-types.ts";
import { seal, type RawValue } from "./raw-value.ts";

/** From here on, nobody can print what a secret key, or a key we do not know, holds. */
export function namedEntry(
  name: string,
  value: RawValue,
  rawType: PolicyRawType = plainType(value),
): DecodedEntry {
  const key = findPolicyKeyIgnoringCase(name) === undefined ? displayKey(name) : name;
  return { key, rawType, value: isShowable(name) ? value : seal(value) };
}

function plainType(value: RawValue): PolicyRawType {
  if (value.type === "sealed") return value.was;
  return value.type === "unreadable" ? "data" : value.type;
}

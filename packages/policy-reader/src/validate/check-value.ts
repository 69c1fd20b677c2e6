/** One raw value against its key's type and rule. */
import type { PolicyKey } from "../catalogue.ts";
import { DecodeFailure } from "../decode/decode-failure.ts";
import { parseJson } from "../decode/json-text.ts";
import type { RawValue } from "../decode/raw-value.ts";
import { warning, type Finding } from "../diagnostic.ts";
import type { DecodedEntry, PolicyFormat } from "../policy-types.ts";
import { checkAccountId, checkRegion, checkRoleName, checkStartUrl } from "./aws-rules.ts";
import { checkModels } from "./models-rule.ts";
import { normaliseText } from "./normalise-text.ts";
import { accept, malformed, wrongType, type Outcome, type RuleContext } from "./outcome.ts";
import { checkBearerToken, checkHeaders } from "./sealed-rules.ts";
import { holdsApiKey } from "./misplaced-secret.ts";
import {
  checkBaseUrl,
  checkChoice,
  checkHelper,
  checkPath,
  checkProxyUrl,
  checkProfile,
} from "./text-rules.ts";

export function checkValue(
  row: PolicyKey,
  entry: DecodedEntry,
  format: PolicyFormat,
  context: RuleContext,
): Outcome {
  if (entry.value.type === "unreadable") {
    return wrongType(
      `stored as ${entry.rawType}, whose content is never read; use REG_SZ`,
      "unreadable-type",
    );
  }
  if (holdsApiKey(entry.value)) {
    return malformed(
      "holds a Bedrock API key, which belongs in inferenceBedrockBearerToken alone",
      "misplaced-secret",
    );
  }
  switch (row.type) {
    case "secret":
      return entry.value.type === "sealed" && entry.value.was === "string"
        ? checkBearerToken(entry.value.text)
        : expected("text", entry);
    case "object":
      return checkObject(entry);
    case "boolean":
      return checkBoolean(entry, format);
    case "integer":
      return checkInteger(row, entry, format);
    case "list":
      return checkList(row, entry, format);
    case "string":
      return checkText(row, entry, context);
  }
}

function checkText(row: PolicyKey, entry: DecodedEntry, context: RuleContext): Outcome {
  const { value } = entry;
  if (row.rule === "account-id" && value.type === "integer") return checkNumericAccountId(entry, value.text);
  if (value.type !== "string") return expected("text", entry);
  const normalised = normaliseText(value.text);
  return normalised.status === "text" ? applyTextRule(row, normalised.text, context) : normalised;
}

function applyTextRule(row: PolicyKey, text: string, context: RuleContext): Outcome {
  switch (row.rule) {
    case "provider":
    case "service-tier":
      return checkChoice(text, row.choices ?? []);
    case "region":
      return checkRegion(text);
    case "profile":
      return checkProfile(text);
    case "base-url":
      return checkBaseUrl(text, context);
    case "directory":
    case "file":
      return checkPath(text, context);
    case "helper":
      return checkHelper(text, context);
    case "start-url":
      return checkStartUrl(text);
    case "account-id":
      return checkAccountId(text);
    case "role-name":
      return checkRoleName(text);
    case "proxy-url":
      return checkProxyUrl(text);
    default:
      return accept(text);
  }
}

/** A number cannot carry the leading zeros of an account ID, so only one that needs none is taken. */
function checkNumericAccountId(entry: DecodedEntry, digits: string): Outcome {
  if (entry.rawType !== "REG_DWORD" && /^[1-9]\d{11}$/.test(digits)) return accept(digits, coerced(entry));
  return wrongType("stored as a number, which loses leading zeros; store the 12 digits as text");
}

function checkObject(entry: DecodedEntry): Outcome {
  const { value } = entry;
  const usable = value.type === "sealed" && (value.was === "string" || value.was === "dictionary");
  return usable ? checkHeaders(value.text) : expected("a JSON object in text", entry);
}

function checkBoolean(entry: DecodedEntry, format: PolicyFormat): Outcome {
  const { value } = entry;
  if (value.type === "boolean") return accept(value.value, ...nativeWarnings(entry, format));
  const text = textOf(value);
  if (text === undefined) return expected("true or false", entry);
  if (text.trim() === "") return { status: "blank" };
  if (!["true", "false", "1", "0"].includes(text.trim())) return malformed('expected "true" or "false"');
  const plain = value.type === "string" || entry.rawType === "REG_DWORD";
  return accept(["true", "1"].includes(text.trim()), ...(plain ? [] : [coerced(entry)]));
}

function checkInteger(row: PolicyKey, entry: DecodedEntry, format: PolicyFormat): Outcome {
  const { value } = entry;
  const text = textOf(value)?.trim();
  if (text === undefined) return expected("a whole number", entry);
  if (text === "") return { status: "blank" };
  const [low, high] = row.range ?? [0, 1_000_000];
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : -1;
  if (number < low || number > high) return malformed(`expected a whole number from ${low} to ${high}`);
  return accept(number, ...(value.type === "string" ? [] : nativeWarnings(entry, format)));
}

function checkList(row: PolicyKey, entry: DecodedEntry, format: PolicyFormat): Outcome {
  const { value } = entry;
  if (value.type === "list") return checkItems(row, value.items, nativeWarnings(entry, format));
  if (value.type !== "string") return expected("a JSON list in text", entry);
  if (value.text.trim() === "") return { status: "blank" };
  try {
    const parsed = parseJson(value.text);
    return parsed.type === "list"
      ? checkItems(row, parsed.items, [])
      : malformed("expected a JSON list in the text");
  } catch (cause) {
    if (cause instanceof DecodeFailure) return malformed(`not valid JSON: ${cause.message}`);
    throw cause;
  }
}

function checkItems(row: PolicyKey, items: readonly RawValue[], warnings: readonly Finding[]): Outcome {
  const outcome = row.rule === "models" ? checkModels(items) : checkTexts(items);
  return outcome.status === "ok" ? accept(outcome.value, ...warnings, ...outcome.findings) : outcome;
}

function checkTexts(items: readonly RawValue[]): Outcome {
  const texts = items.flatMap((item) => (item.type === "string" ? [item.text] : []));
  return texts.length === items.length ? accept(texts) : malformed("expected a list of texts");
}

function textOf(value: RawValue): string | undefined {
  return value.type === "string" || value.type === "integer" ? value.text : undefined;
}

/** JSON has types of its own and the registry has REG_DWORD; in a property list, text is the documented form. */
function nativeWarnings(entry: DecodedEntry, format: PolicyFormat): readonly Finding[] {
  return format === "plist" || format === "mobileconfig" ? [coerced(entry)] : [];
}

function coerced(entry: DecodedEntry): Finding {
  return warning(
    "native-type-coerced",
    `stored as ${entry.rawType}; accepted, but the documented form is text`,
  );
}

function expected(what: string, entry: DecodedEntry): Outcome {
  return wrongType(`expected ${what}, found the type ${entry.rawType}`);
}

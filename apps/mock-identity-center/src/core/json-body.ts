/** Request bodies: JSON objects in strict UTF-8, read field by field. */

export type JsonObject = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The body as a JSON object, or undefined when it is not UTF-8, not JSON or not an object. */
export function readJsonObject(body: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that must be a string with something in it; anything else is undefined. */
export function textField(body: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A member that may be absent or null, and otherwise must be a list of strings. */
export function textListField(body: JsonObject, name: string): readonly string[] | undefined | "malformed" {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) return "malformed";
  return value;
}

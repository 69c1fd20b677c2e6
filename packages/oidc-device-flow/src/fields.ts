/** Reads the fields of an answer: present, of the right type, and of a size that makes sense. */
import { secret } from "@latchkey/secret";
import type { Secret } from "@latchkey/secret";
import { DeviceFlowError } from "./device-flow-error.ts";

const MAXIMUM_TOKEN = 16 * 1024;
const MAXIMUM_URI = 4 * 1024;
/** What codes and tokens are made of (RFC 6749 appendix A); anything else breaks a header or misleads an eye. */
const VISIBLE_ASCII = /^[\x20-\x7e]+$/;

export interface Fields {
  text(name: string, maximum?: number): string;
  secretText(name: string): Secret;
  optionalSecretText(name: string): Secret | undefined;
  uri(name: string): string;
  optionalUri(name: string): string | undefined;
  /** Absent, or this word in any case. */
  optionalWord(name: string, word: string): void;
  /** A number above 0 and at most `maximum`. */
  positive(name: string, maximum: number): number;
  /** A number of 0 or more. */
  optionalCount(name: string): number | undefined;
}

interface Answer {
  readonly $metadata: {
    readonly httpStatusCode?: number | undefined;
    readonly requestId?: string | undefined;
  };
}

export function fieldsOf(operation: string, answer: Answer): Fields {
  const values = answer as unknown as Readonly<Record<string, unknown>>;
  const { httpStatusCode: status, requestId } = answer.$metadata;
  const malformed = (name: string, expected: string): DeviceFlowError =>
    new DeviceFlowError("DEVICE_FLOW_MALFORMED_RESPONSE", `${operation}: ${name}: expected ${expected}`, {
      status,
      requestId,
    });

  const text = (name: string, maximum = 1024): string => {
    const value = values[name];
    if (typeof value !== "string" || value === "") throw malformed(name, "text");
    if (value.length > maximum) throw malformed(name, `at most ${maximum} characters`);
    if (!VISIBLE_ASCII.test(value)) throw malformed(name, "visible ASCII");
    return value;
  };
  const positive = (name: string, maximum: number): number => {
    const value = values[name];
    if (typeof value !== "number" || !(value > 0)) throw malformed(name, "a number above 0");
    if (value > maximum) throw malformed(name, `at most ${maximum}`);
    return value;
  };
  const count = (name: string): number => {
    const value = values[name];
    if (typeof value !== "number" || !(value >= 0)) throw malformed(name, "a number of 0 or more");
    return value;
  };
  const optional = <Value>(name: string, read: () => Value): Value | undefined =>
    values[name] === undefined || values[name] === null ? undefined : read();
  const optionalWord = (name: string, word: string): void => {
    const value = optional(name, () => text(name));
    if (value !== undefined && value.toLowerCase() !== word.toLowerCase()) throw malformed(name, word);
  };
  const secretText = (name: string): Secret => secret(text(name, MAXIMUM_TOKEN));
  const uri = (name: string): string => text(name, MAXIMUM_URI);

  return {
    text,
    secretText,
    optionalSecretText: (name) => optional(name, () => secretText(name)),
    uri,
    optionalUri: (name) => optional(name, () => uri(name)),
    optionalWord,
    positive,
    optionalCount: (name) => optional(name, () => count(name)),
  };
}

/**
 * A secret value that does not print.
 *
 * A closure object and not a class with a `#private` field: two different secrets then compare as
 * different in test assertions, and `structuredClone` (which carries Electron's IPC) throws instead of
 * silently delivering `{}`. See docs/decisions/0002-secret-representation.md.
 */

/** What a {@link Secret} shows wherever its value would have been printed. */
export const REDACTED = "[redacted]";

declare const brand: unique symbol;

/** A string that only {@link Secret.reveal} gives back. Guards against accidents, not against a debugger. */
export interface Secret {
  /** The value itself. Call it only where the value leaves for its destination. */
  readonly reveal: () => string;
  /** {@link REDACTED}, so that `JSON.stringify` is safe. */
  toJSON(): string;
  /** {@link REDACTED}, so that template literals and concatenation are safe. */
  toString(): string;
  readonly [brand]: true;
}

const secrets = new WeakSet<object>();

/**
 * Wraps a string so that it cannot be printed, serialised, cloned or compared by accident.
 *
 * @param value the secret text; any string, the empty one included.
 * @returns a frozen object whose only enumerable property is the function `reveal`.
 */
export function secret(value: string): Secret {
  const redact = { value: () => REDACTED, enumerable: false };
  const wrapped = Object.freeze(
    Object.defineProperties(
      { reveal: () => value },
      {
        toJSON: redact,
        toString: redact,
        [Symbol.toPrimitive]: redact,
        [Symbol.for("nodejs.util.inspect.custom")]: redact,
      },
    ),
  );
  secrets.add(wrapped);
  return wrapped as Secret;
}

/** Whether `value` was made by {@link secret} (of this copy of the package). A look-alike object is not one. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && secrets.has(value);
}

import { inspect } from "node:util";
import { isSecret } from "@latchkey/secret";
import { expect } from "vitest";

/** Asserts that `actual` is a Secret holding exactly `value`. */
export function expectSecret(actual: unknown, value: string): void {
  expect(isSecret(actual), "expected a Secret").toBe(true);
  if (isSecret(actual)) expect(actual.reveal() === value, "the Secret holds another value").toBe(true);
}

/** Asserts that none of `secrets` can be read from `value`, however somebody prints it. */
export function expectNoLeak(value: unknown, ...secrets: readonly string[]): void {
  const prints = [
    String(value),
    inspect(value, { depth: 20, showHidden: true }),
    value instanceof Error ? `${value.stack} ${inspect(value.cause, { depth: 20 })}` : "",
    typeof value === "string" ? value : safeJson(value),
  ];
  for (const text of secrets) {
    if (text === "") throw new Error("expectNoLeak was given an empty secret, which is in every text");
    for (const print of prints) expect(print.includes(text), "a secret leaked").toBe(false);
  }
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

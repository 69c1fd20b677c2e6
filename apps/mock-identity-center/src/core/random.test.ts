import { expect, test } from "vitest";
import { randomLetters, randomUuid, systemRandom } from "./random.ts";

test("system randomness gives the length asked for, fresh each time, also beyond its block", () => {
  const random = systemRandom();
  const [a, b] = [random(32), random(32)];
  expect(a).toHaveLength(32);
  expect(Buffer.from(a).equals(b)).toBe(false);
  expect(random(50_000)).toHaveLength(50_000);
});

test("a value that was given out is not overwritten by later draws", () => {
  const random = systemRandom();
  const first = random(16);
  const copy = Uint8Array.from(first);
  for (let i = 0; i < 3000; i += 1) random(16);
  expect(first).toEqual(copy);
});

test("bytes that would favour the first letters are drawn again", () => {
  const bytes = [255, 0, 254, 1];
  const random = (n: number): Uint8Array => Uint8Array.from({ length: n }, () => bytes.shift() ?? 2);
  expect(randomLetters(random, "ABC", 3)).toBe("ACB");
});

test("a UUID is of version 4", () => {
  expect(randomUuid(systemRandom())).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
});

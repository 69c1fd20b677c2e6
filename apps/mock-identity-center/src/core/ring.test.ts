import { expect, test } from "vitest";
import { Ring } from "./ring.ts";

test.for([0, 1, 2, 3, 4, 5, 6, 7])("a ring for 3 keeps the newest of %i items, oldest first", (count) => {
  const ring = new Ring<number>(3);
  const all = Array.from({ length: count }, (_, index) => index);
  for (const item of all) ring.push(item);
  expect(ring.items()).toEqual(all.slice(-3));
});

test("a ring that was cleared begins anew", () => {
  const ring = new Ring<string>(2);
  for (const item of ["a", "b", "c"]) ring.push(item);
  ring.clear();
  expect(ring.items()).toEqual([]);
  ring.push("d");
  expect(ring.items()).toEqual(["d"]);
});

import { expect, test } from "vitest";
import { nextAfterSignIn } from "./after-sign-in.ts";

test.each([
  { isFirst: true, isStored: true, canRelaunch: true, next: "relaunch" },
  { isFirst: true, isStored: true, canRelaunch: false, next: "in-place" },
  { isFirst: true, isStored: false, canRelaunch: true, next: "in-place" },
  { isFirst: true, isStored: false, canRelaunch: false, next: "in-place" },
  { isFirst: false, isStored: true, canRelaunch: true, next: "in-place" },
  { isFirst: false, isStored: true, canRelaunch: false, next: "in-place" },
  { isFirst: false, isStored: false, canRelaunch: true, next: "in-place" },
  { isFirst: false, isStored: false, canRelaunch: false, next: "in-place" },
])("first: $isFirst, stored: $isStored, can relaunch: $canRelaunch → $next", ({ next, ...signedIn }) => {
  expect(nextAfterSignIn(signedIn)).toBe(next);
});

/** Comparing secrets. */

import { createHash, timingSafeEqual } from "node:crypto";

/** Compares without telling by its time how much was right, not even the length. */
export function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

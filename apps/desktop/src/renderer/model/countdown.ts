/** When the time that is left is worth saying. What is seen counts by seconds; what is heard, three times. */

/** Minutes that are left. */
export type Mark = 5 | 1 | 0;

const MARKS: readonly Mark[] = [0, 1, 5];

/**
 * The mark that was passed between two looks at the time that is left, both in milliseconds. After a jump, as when the
 * machine slept, the last one only: the others are not true any more.
 */
export function markPassed(before: number, after: number): Mark | undefined {
  return MARKS.find((mark) => before > mark * 60_000 && after <= mark * 60_000);
}

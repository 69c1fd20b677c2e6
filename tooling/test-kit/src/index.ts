export { manualClock } from "./manual-clock.ts";
export type { ManualClock } from "./manual-clock.ts";
export { mutator } from "./mutator.ts";
export type { Mutator } from "./mutator.ts";
export { expectNoLeak, expectSecret } from "./secret-matchers.ts";
export { temporaryDirectory } from "./temporary-directory.ts";
export type { TemporaryDirectory } from "./temporary-directory.ts";

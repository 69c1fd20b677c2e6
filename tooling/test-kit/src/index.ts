export { manualClock } from "./manual-clock.ts";
export type { ManualClock } from "./manual-clock.ts";
export { expectNoLeak, expectSecret } from "./secret-matchers.ts";
export { temporaryDirectory } from "./temporary-directory.ts";
export type { TemporaryDirectory } from "./temporary-directory.ts";

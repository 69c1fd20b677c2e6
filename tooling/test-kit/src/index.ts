export { awsVariablesReadBy, hostileAws } from "./hostile-aws.ts";
export type { HostileAws } from "./hostile-aws.ts";
export { localServer } from "./local-server.ts";
export type { LocalRequest, LocalResponse, LocalServer } from "./local-server.ts";
export { manualClock } from "./manual-clock.ts";
export type { ManualClock } from "./manual-clock.ts";
export { expectNoLeak, expectSecret } from "./secret-matchers.ts";
export { temporaryDirectory } from "./temporary-directory.ts";
export type { TemporaryDirectory } from "./temporary-directory.ts";

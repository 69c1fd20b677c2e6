/** For functions that run in a page: what the page's window has of ours. */
import type { LatchkeyBridge } from "../../src/shared/contract.ts";

declare global {
  interface Window {
    readonly latchkey: LatchkeyBridge;
  }
  // oxlint-disable-next-line no-var -- the global of a page
  var window: Window;
}

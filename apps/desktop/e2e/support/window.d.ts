/** For functions that run in a page: what the page's window has of ours. */
import type { LatchkeyBridge } from "../../src/shared/contract.ts";

declare global {
  interface Window {
    readonly latchkey: LatchkeyBridge;
    /** Where a test keeps what a page's listener heard. */
    heard?: unknown[];
  }
}

/** A laptop that slept: every clock is later than before, no timer ran meanwhile, and the system says that it woke up. */
import type { Desktop } from "../desktop.ts";
import type { Journey } from "./journey.ts";

/** Of the app's process, its page, and AWS. */
export async function sleepFor({ mock }: Journey, desktop: Desktop, ms: number): Promise<void> {
  mock.clock.advance(ms);
  await desktop.page.evaluate(setClockForward, ms);
  await desktop.evaluate(({ powerMonitor }, later) => {
    const { now } = Date;
    Date.now = () => now() + later;
    powerMonitor.emit("resume");
  }, ms);
}

function setClockForward(later: number): void {
  const { now } = Date;
  Date.now = () => now() + later;
}

/** A mock on the wall clock, with which real clients compare expiry times. */

import { defaultSeed } from "../../../src/index.ts";
import type { SeedSettings } from "../../../src/index.ts";
import { startRig } from "../../support/rig.ts";
import type { Rig } from "../../support/rig.ts";

export function startWallClockRig(settings: SeedSettings = {}): Promise<Rig> {
  const seed = { ...defaultSeed, settings: { ...defaultSeed.settings, ...settings } };
  return startRig({ clock: { now: Date.now }, seed });
}

/** How often the mock has answered an operation. */
export function countOf(rig: Rig, operation: string): number {
  return rig.mock.requests().filter((request) => request.operation === operation).length;
}

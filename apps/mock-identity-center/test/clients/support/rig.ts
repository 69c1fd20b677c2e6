/** A mock whose clock stands at the present, with which real clients compare expiry times, until a test moves it. */

import { defaultSeed } from "../../../src/index.ts";
import type { SeedSettings } from "../../../src/index.ts";
import { startRig } from "../../support/rig.ts";
import type { Rig } from "../../support/rig.ts";

export function startPresentRig(settings: SeedSettings = {}): Promise<Rig> {
  const seed = { ...defaultSeed, settings: { ...defaultSeed.settings, ...settings } };
  const present = Date.now();
  return startRig({ clock: { now: () => present }, seed });
}

/** How often the mock has answered an operation. */
export function countOf(rig: Rig, operation: string): number {
  return rig.mock.requests().filter((request) => request.operation === operation).length;
}

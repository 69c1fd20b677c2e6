/** A world in a state file, without a server around it. */

import { mockClock } from "../../src/core/clock.ts";
import type { KeptClock } from "../../src/core/clock.ts";
import { systemRandom } from "../../src/core/random.ts";
import { defaultSeed } from "../../src/index.ts";
import type { Disk } from "../../src/snapshot/disk.ts";
import { openState } from "../../src/snapshot/open-state.ts";
import type { OpenState } from "../../src/snapshot/open-state.ts";
import { World } from "../../src/world/world.ts";
import type { WorldParts } from "../../src/world/world.ts";

export interface KeptWorld {
  readonly state: OpenState;
  readonly world: World;
  readonly clock: KeptClock;
}

export async function openKept(
  file: string,
  { disk, warn = () => undefined }: { disk?: Disk; warn?: (message: string) => void } = {},
): Promise<KeptWorld> {
  const state = await openState(file, { seed: undefined, warn, disk });
  const clock = mockClock();
  const world = new World(
    { ...worldParts(clock), changed: (change) => state.noteChange(change) },
    state.header?.loaded ?? defaultSeed,
    state.header?.mintKey,
  );
  state.keep(world, clock);
  return { state, world, clock };
}

export function worldParts(clock: KeptClock): WorldParts {
  return {
    clock,
    random: systemRandom(),
    signatureNow: Date.now,
    publicUrl: () => "",
    verificationBase: undefined,
    keptEvents: 1,
  };
}

/** The world that a mock shows: made from a seed, edited, replaced by another, or put back to how it began. */

import type { MockClock } from "../core/clock.ts";
import type { Context } from "../core/context.ts";
import { awsErrorType, variedErrorType } from "../core/error-type.ts";
import type { Random } from "../core/random.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { parseInstance, parseSeed } from "../seed/parse-seed.ts";
import type { CheckedInstance, CheckedSeed } from "../seed/parse-seed.ts";
import type { Seed, SeedInstance } from "../seed/seed.ts";
import { Directory } from "../state/directory.ts";
import { newMintKey } from "../state/mint.ts";
import { Store } from "../state/store.ts";
import { Tables } from "../state/tables.ts";
import { Trail } from "../trail/trail.ts";
import type { Change } from "./change.ts";

/** What stays the same whatever the seed. */
export interface WorldParts {
  readonly clock: MockClock;
  readonly random: Random;
  readonly signatureNow: () => number;
  readonly publicUrl: () => string;
  readonly verificationBase: string | undefined;
  /** How many of the newest events are remembered. */
  readonly keptEvents: number;
  readonly changed?: ((change: Change) => void) | undefined;
}

const managementAccount = "999988887777";

export class World {
  readonly #parts: WorldParts;
  #loaded: CheckedSeed;
  #tables: Tables;
  #context: Context;

  /** @param mintKey that of a world which is to be restored; a new one by default. */
  constructor(parts: WorldParts, seed: Seed, mintKey: string = newMintKey(parts.random)) {
    this.#parts = parts;
    this.#loaded = parseSeed(seed);
    this.#tables = new Tables(mintKey);
    this.#context = contextOf(parts, this.#loaded, this.#tables);
  }

  /** Everything that was issued. */
  get tables(): Tables {
    return this.#tables;
  }

  /** The seed loaded last, without the edits since. */
  get loaded(): CheckedSeed {
    return this.#loaded;
  }

  /** Another object after each {@link load}. */
  get context(): Context {
    return this.#context;
  }

  get clock(): MockClock {
    return this.#parts.clock;
  }

  /** The directories as they are now, after every edit. */
  get seed(): CheckedSeed {
    const [first, ...others] = this.#context.directories;
    return { ...this.#loaded, instances: [first.seed, ...others.map((directory) => directory.seed)] };
  }

  /** Replaces everything, what was issued included; @throws {MockIdentityCenterError} SEED_INVALID, changing nothing. */
  load(seed: Seed): void {
    this.#loaded = parseSeed(seed);
    this.reset();
  }

  /** Back to the seed loaded last: edits are undone, everything issued is forgotten. */
  reset(): void {
    this.#tables = new Tables(newMintKey(this.#parts.random));
    this.#context = contextOf(this.#parts, this.#loaded, this.#tables);
    this.#parts.changed?.({ kind: "world" });
  }

  /**
   * Edits an instance the way a seed would have said it.
   *
   * @param instance a start URL or an identity store id; the first instance by default.
   * @throws {MockIdentityCenterError} UNKNOWN_INSTANCE; SEED_INVALID, naming the path, and nothing has changed.
   */
  edit(instance: string | undefined, change: (seed: CheckedInstance) => SeedInstance): void {
    const directory = this.directory(instance);
    const edited = parseInstance(change(directory.seed), this.#loaded.settings);
    if (edited.startUrl !== directory.startUrl || edited.region !== directory.region)
      throw new MockIdentityCenterError("SEED_INVALID", "The start URL and region of an instance are fixed");
    directory.update(edited);
    this.#parts.changed?.({ kind: "instance", record: directory });
  }

  /** @throws {MockIdentityCenterError} UNKNOWN_INSTANCE */
  directory(instance: string | undefined): Directory {
    const { directories } = this.#context;
    if (instance === undefined) return directories[0];
    const found = directories.find((each) => [each.startUrl, each.identityStoreId].includes(instance));
    if (found !== undefined) return found;
    throw new MockIdentityCenterError(
      "UNKNOWN_INSTANCE",
      "No instance has this start URL or identity store id",
    );
  }
}

function contextOf(parts: WorldParts, seed: CheckedSeed, tables: Tables): Context {
  const { clock, random, signatureNow, publicUrl, verificationBase, keptEvents } = parts;
  const [first, ...others] = seed.instances;
  const now = (): number => clock.now();
  return {
    now,
    signatureNow,
    random,
    store: new Store(random, tables, parts.changed),
    settings: seed.settings,
    directories: [new Directory(first), ...others.map((instance) => new Directory(instance))],
    models: seed.models,
    bedrockApiKeys: seed.bedrockApiKeys ?? [],
    bedrockRegions: seed.settings.bedrockRegions ?? seed.instances.map((instance) => instance.region),
    trail: new Trail({ now, random, kept: keptEvents, managementAccount }),
    publicUrl,
    verificationBase,
    errorType: seed.settings.errorTypeForm === "varied" ? variedErrorType() : awsErrorType,
  };
}

/** What every operation works with; one per mock. */

import type { Settings } from "../seed/settings.ts";
import type { Directory } from "../state/directory.ts";
import type { Store } from "../state/store.ts";
import type { Trail } from "../trail/trail.ts";
import type { SeedBedrockApiKey, SeedModel } from "../seed/seed.ts";
import type { Random } from "./random.ts";

export interface Context {
  /** The mock's clock: all expiry. */
  readonly now: () => number;
  /** The clock that dates of signatures are checked against: SDKs sign with the wall clock. */
  readonly signatureNow: () => number;
  readonly random: Random;
  readonly store: Store;
  readonly settings: Settings;
  readonly directories: readonly [Directory, ...Directory[]];
  readonly models: readonly SeedModel[];
  readonly bedrockApiKeys: readonly SeedBedrockApiKey[];
  readonly bedrockRegions: readonly string[];
  readonly trail: Trail;
  /** Where browsers reach the pages, without a slash at the end. */
  readonly publicUrl: () => string;
  /** What `verificationUri` is, whatever the instance's settings say; `?user_code=` is put after it as text. */
  readonly verificationBase: string | undefined;
  /** Chooses one of the forms an error type is sent in; see `errorTypeForm`. */
  readonly errorType: (name: string, namespace: string) => string;
}

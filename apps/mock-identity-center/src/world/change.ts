/** What can happen to a world: told to whoever keeps it, at the moment when it happens. */

import type { Directory } from "../state/directory.ts";
import type { StoredRecord } from "../state/records.ts";

export type Change =
  | StoredRecord
  | { readonly kind: "instance"; readonly record: Directory }
  /** Another seed was loaded, or the same again. */
  | { readonly kind: "world" };

/** Tells a person that the policy on the device is no longer the one in force. It counts from the next launch on. */
import { watchPolicy } from "@latchkey/policy-reader";
import type { PolicySnapshot, WatchPolicyOptions } from "@latchkey/policy-reader";
import type { PolicyChangeView } from "../../shared/contract.ts";
import type { AppSettings } from "../app-settings.ts";
import { readOptions } from "../configuration/policy-in-force.ts";
import type { PolicyPlaces } from "../configuration/policy-in-force.ts";
import { describeError } from "./describe-error.ts";

export interface PolicyNotice {
  /** Watches for changes against `inForce`, instead of what was in force before. */
  watch(inForce: PolicySnapshot): void;
  stop(): void;
}

/** @param onChange undefined when the policy has gone back to the one in force. */
export function policyNotice(
  { log, ...places }: PolicyPlaces & Pick<AppSettings, "log">,
  onChange: (change: PolicyChangeView | undefined) => void,
  timing: Pick<WatchPolicyOptions, "debounceMs"> = {},
): PolicyNotice {
  let watching: AbortController | undefined;
  return {
    watch(inForce) {
      watching?.abort();
      watching = new AbortController();
      watchPolicy(places.policySources, {
        inForce,
        signal: watching.signal,
        ...readOptions(places),
        ...timing,
        onChange({ relaunch, keys, message }) {
          log.info({ relaunch, keys }, "the policy changed");
          onChange(relaunch ? { keys: [...keys], message } : undefined);
        },
      }).catch((error: unknown) => log.error(describeError(error), "the policy is not watched any more"));
    },
    stop: () => watching?.abort(),
  };
}

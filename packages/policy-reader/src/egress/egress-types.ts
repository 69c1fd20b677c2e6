/** What an administrator opens in the firewall for a policy. */
import type { PartitionId } from "@latchkey/aws-partitions";

/**
 * - `browser`: the person's browser, while they sign in.
 * - `sign-in`: the app, when somebody signs in and when the sign-in is refreshed.
 * - `session-start`: the app, when it exchanges the sign-in for role credentials.
 * - `inference`: every request to a model.
 */
export type EgressMoment = "browser" | "sign-in" | "session-start" | "inference";

export interface EgressHost {
  /** A host name in lower case, or `*.` and a suffix. HTTPS on port 443 unless `port` says otherwise. */
  readonly host: string;
  readonly port?: number;
  readonly purpose: string;
  /** In the order in which they happen. */
  readonly neededFor: readonly EgressMoment[];
  /** Present when nothing reaches the host under this policy, with the reason. */
  readonly notUsedWhile?: string;
}

export interface EgressRequirements {
  /** What the perimeter must let out. */
  readonly hosts: readonly EgressHost[];
  /** `coworkEgressAllowedHosts`: what tools in the sandbox may reach, as the policy writes it. */
  readonly sandboxHosts: readonly string[];
  /** Of the sign-in, when all four keys are set. */
  readonly partition?: PartitionId;
  /** What cannot be said as a host, and why something is missing from the list. */
  readonly notes: readonly string[];
}

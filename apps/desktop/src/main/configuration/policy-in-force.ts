/** The policy that counts on this device: what management sets, or else the person's own file. */
import { decideAuthMode, readPolicy } from "@latchkey/policy-reader";
import type { AuthModeDecision, PolicySnapshot, ReadPolicyOptions } from "@latchkey/policy-reader";
import type { AppSettings } from "../app-settings.ts";
import { ownPolicySource } from "./own-policy-source.ts";

export type PolicyPlaces = Pick<AppSettings, "policySources" | "policyPrecedence" | "localPolicy">;

export interface PolicyInForce {
  readonly snapshot: PolicySnapshot;
  readonly decision: AuthModeDecision;
  /** Who decides: management, this computer's own file, or nobody yet. */
  readonly origin: "managed" | "local" | "none";
}

export async function readPolicyInForce(places: PolicyPlaces): Promise<PolicyInForce> {
  const snapshot = await readPolicy(places.policySources, readOptions(places));
  return { snapshot, decision: decideAuthMode(snapshot), origin: originOf(snapshot, places) };
}

/** For every reading and every watch of the managed sources, so that none of them forgets the person's own file. */
export function readOptions({
  policyPrecedence,
  localPolicy,
}: PolicyPlaces): Pick<ReadPolicyOptions, "precedence" | "fallback"> {
  return {
    ...(policyPrecedence === undefined ? {} : { precedence: policyPrecedence }),
    ...(localPolicy === undefined ? {} : { fallback: ownPolicySource(localPolicy) }),
  };
}

/** Management decides with a single value, and also with a file that exists and cannot be used. */
function originOf(
  { sources, entries }: PolicySnapshot,
  { localPolicy }: PolicyPlaces,
): PolicyInForce["origin"] {
  const deciding = sources.filter(({ inForce }) => inForce);
  if (deciding.some(({ name }) => name === localPolicy)) return "local";
  const isManaged = deciding.some(
    ({ name, status }) => status !== "read" || entries.some(({ source }) => source === name),
  );
  return isManaged ? "managed" : "none";
}

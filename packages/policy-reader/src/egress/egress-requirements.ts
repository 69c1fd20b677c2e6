/** Which hosts a policy needs. The list goes by the keys that are set, so that a switch can be prepared. */
import { bedrockRuntimeEndpoint } from "@latchkey/aws-partitions";
import type { AuthModeDecision } from "../decide/decision-types.ts";
import { inputOf, inputsOf, SIGN_IN_KEYS, type Inputs } from "../decide/inputs.ts";
import { entryOf, textOf } from "../effective-entries.ts";
import type { PolicySnapshot } from "../policy-types.ts";
import type { EgressHost, EgressRequirements } from "./egress-types.ts";
import { signInHosts, type SignInHosts } from "./sign-in-hosts.ts";

const REGION = "inferenceBedrockRegion";
const BASE_URL = "inferenceBedrockBaseUrl";
const SANDBOX_HOSTS = "coworkEgressAllowedHosts";

/**
 * The perimeter allow-list of a policy.
 *
 * The hosts of AWS sign-in are listed exactly when all four `inferenceBedrockSso*` keys are set, whatever wins
 * today, and then say what keeps them from being used.
 *
 * @param decision of the same snapshot.
 */
export function egressRequirements(snapshot: PolicySnapshot, decision: AuthModeDecision): EgressRequirements {
  const inputs = inputsOf(snapshot);
  const signIn = signInPart(inputs, decision);
  const inference = inferencePart(inputs);
  return {
    hosts: [...signIn.hosts, ...inference.hosts],
    sandboxHosts: sandboxHostsOf(inputs),
    ...(signIn.partition === undefined ? {} : { partition: signIn.partition }),
    notes: [...sourceNotes(snapshot, decision), ...signIn.notes, ...inference.notes, ...modeNotes(decision)],
  };
}

function signInPart(inputs: Inputs, decision: AuthModeDecision): SignInHosts {
  if (inputs.signIn.count < SIGN_IN_KEYS.length) return { hosts: [], notes: [] };
  const [startUrl, region] = [
    textOf(inputs.entries, SIGN_IN_KEYS[0]),
    textOf(inputs.entries, SIGN_IN_KEYS[1]),
  ];
  const part = signInHosts(startUrl, region);
  const notUsedWhile = idleReason(inputs, decision);
  return notUsedWhile === undefined
    ? part
    : { ...part, hosts: part.hosts.map((host) => ({ ...host, notUsedWhile })) };
}

/** What stands in front of sign-in. A policy that is merely broken is about to be repaired, and says nothing. */
function idleReason({ bearer, profile }: Inputs, { mode }: AuthModeDecision): string | undefined {
  if (mode === "inactive") return "the policy does not select Bedrock";
  if (bearer.state !== "unset") return "the bearer token is set";
  return profile.state === "unset" ? undefined : "the profile name is set";
}

function inferencePart({ entries, provider }: Inputs): {
  readonly hosts: readonly EgressHost[];
  readonly notes: readonly string[];
} {
  if (provider.state !== "valid" || provider.value !== "bedrock") return { hosts: [], notes: [] };
  const base = inputOf(entries, BASE_URL, textOf);
  if (base.state === "bad")
    return { hosts: [], notes: [`${BASE_URL} is not valid, so its host is not listed.`] };
  if (base.state === "valid") return { hosts: [baseUrlHost(new URL(base.value))], notes: [] };
  const region = textOf(entries, REGION);
  if (region === undefined)
    return { hosts: [], notes: [`${REGION} is not set or not valid, so the Bedrock host is not listed.`] };
  const host = bedrockRuntimeEndpoint(region).hostname;
  return { hosts: [{ host, purpose: "Amazon Bedrock runtime", neededFor: ["inference"] }], notes: [] };
}

function baseUrlHost({ hostname, port }: URL): EgressHost {
  return {
    host: hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    purpose: "Bedrock base URL, in place of the public Bedrock runtime",
    neededFor: ["inference"],
  };
}

function sandboxHostsOf({ entries }: Inputs): readonly string[] {
  const value = entryOf(entries, SANDBOX_HOSTS)?.value;
  return Array.isArray(value) ? value.filter((host) => typeof host === "string") : [];
}

/** Without a policy in force, an empty list is no answer. */
function sourceNotes({ status }: PolicySnapshot, { reason }: AuthModeDecision): readonly string[] {
  return status === "read" ? [] : [`${reason} Nothing can be listed.`];
}

function modeNotes({ mode }: AuthModeDecision): readonly string[] {
  switch (mode) {
    case "profile":
      return ["The AWS CLI may reach further hosts, as the named profile says."];
    case "credential-helper":
      return ["The credential helper may reach hosts of its own."];
    default:
      return [];
  }
}

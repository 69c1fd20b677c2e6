/** The hosts of AWS sign-in: what the app calls, and where the person's browser goes. */
import {
  oidcEndpoint,
  parseStartUrl,
  partitionOf,
  portalEndpoint,
  type PartitionId,
} from "@latchkey/aws-partitions";
import { SIGN_IN_KEYS } from "../decide/inputs.ts";
import type { EgressHost } from "./egress-types.ts";

export interface SignInHosts {
  readonly hosts: readonly EgressHost[];
  readonly partition?: PartitionId;
  readonly notes: readonly string[];
}

/**
 * What the access portals of a partition have in common. Nothing public names those of the ISO partitions.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html
 */
const PORTALS: Readonly<Partial<Record<PartitionId, string>>> = {
  aws: "*.awsapps.com",
  "aws-cn": "*.awsapps.cn",
  "aws-us-gov": "*.us-gov-home.awsapps.com",
  "aws-eusc": "*.portal.amazonaws.eu",
};

const IDENTITY_PROVIDER =
  "If an external identity provider is connected, people's browsers also reach its sign-in hosts; the policy does not name them.";
const BROWSER_PAGES =
  "AWS lists further hosts that its sign-in pages load from: https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html";

/** Each argument is undefined when the policy's value is not valid. */
export function signInHosts(startUrl: string | undefined, region: string | undefined): SignInHosts {
  const portal = parseStartUrl(startUrl ?? "");
  const home = region === undefined ? undefined : partitionOf(region);
  const partition = portal.status === "valid" ? portal.partition : home?.id;
  const wildcard = partition === undefined ? undefined : PORTALS[partition];
  return {
    hosts: [
      ...(portal.status === "valid" ? [browser(portal.host, "AWS access portal of this policy")] : []),
      ...(wildcard === undefined ? [] : [browser(wildcard, "AWS access portals")]),
      ...(region === undefined || home === undefined ? [] : regionalHosts(region, home.dnsSuffix)),
    ],
    ...(partition === undefined ? {} : { partition }),
    notes: [
      ...(portal.status === "valid" ? [] : [missing(SIGN_IN_KEYS[0], "the access portal's own host")]),
      ...(home === undefined ? [missing(SIGN_IN_KEYS[1], "the IAM Identity Center hosts")] : []),
      IDENTITY_PROVIDER,
      BROWSER_PAGES,
    ],
  };
}

function regionalHosts(region: string, dnsSuffix: string): readonly EgressHost[] {
  return [
    browser(`device.sso.${region}.${dnsSuffix}`, "Page where people confirm the code"),
    {
      host: oidcEndpoint(region).hostname,
      purpose: "IAM Identity Center OIDC: registers the app, issues and refreshes the sign-in",
      neededFor: ["sign-in"],
    },
    {
      host: portalEndpoint(region).hostname,
      purpose: "IAM Identity Center portal: issues role credentials, signs out",
      neededFor: ["sign-in", "session-start"],
    },
  ];
}

function browser(host: string, purpose: string): EgressHost {
  return { host, purpose, neededFor: ["browser"] };
}

function missing(key: string, what: string): string {
  return `${key} is not valid, so ${what} cannot be listed.`;
}

/** Which hosts belong to AWS access portals, by label boundary: `awsapps.com.evil.net` does not. */
import { partitionOf } from "./partitions.ts";
import type { PartitionId } from "./partitions.ts";

/** An access portal's host: whose it is, what stands in a start URL's path there, and the region if it is named. */
export interface PortalHost {
  readonly partition: PartitionId;
  readonly region?: string;
  readonly path: RegExp;
}

interface HostRow {
  /** Group 1, where there is one, is the region. */
  readonly host: RegExp;
  readonly partition: PartitionId;
  readonly path: RegExp;
}

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const REGION = "[a-z0-9-]{5,32}";
const START = /^\/start(?:-[a-z0-9-]+)?$/;
const DIRECTORY = /^\/directory\/[A-Za-z0-9-]+$/;
const ISSUER = /^\/ssoins-[a-z0-9-]{16}$/;
const NONE = /^$/;

const row = (host: string, partition: PartitionId, path: RegExp): HostRow => ({
  host: new RegExp(
    `^${host.replaceAll(".", "\\.").replaceAll("<label>", LABEL).replaceAll("<region>", `(${REGION})`)}$`,
  ),
  partition,
  path,
});

/** Documented and observed forms; the first that matches counts. */
const HOSTS: readonly HostRow[] = [
  row("start.us-gov-home.awsapps.com", "aws-us-gov", DIRECTORY),
  row("start.<region>.us-gov-home.awsapps.com", "aws-us-gov", DIRECTORY),
  row("<label>.awsapps.com", "aws", START),
  row("start.home.awsapps.cn", "aws-cn", DIRECTORY),
  row("start.<region>.home.awsapps.cn", "aws-cn", DIRECTORY),
  row("<label>.awsapps.cn", "aws-cn", START),
  row("<label>.<region>.portal.amazonaws.com", "aws", NONE),
  row("<label>.<region>.portal.amazonaws.com.cn", "aws-cn", NONE),
  row("<label>.<region>.portal.amazonaws.eu", "aws-eusc", NONE),
  row("<label>.portal.<region>.app.aws", "aws", NONE),
  row("<label>.portal.<region>.app.amazonwebservices.com.cn", "aws-cn", NONE),
  row("<label>.portal.<region>.api.amazonwebservices.eu", "aws-eusc", NONE),
  row("identitycenter.amazonaws.com", "aws", ISSUER),
  row("identitycenter.us-gov.amazonaws.com", "aws-us-gov", ISSUER),
  row("identitycenter.amazonaws.com.cn", "aws-cn", ISSUER),
  row("identitycenter.amazonaws.eu", "aws-eusc", ISSUER),
];

/** Where a person enters a device code; never part of a start URL. */
const DEVICE_HOST = new RegExp(`^device\\.sso\\.(${REGION})\\.(.+)$`);

/** What is known about an access portal's host, or `undefined` for a host that is not one. */
export function findPortalHost(host: string): PortalHost | undefined {
  const name = canonicalHost(host);
  for (const { host: pattern, partition, path } of HOSTS) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const region = match[1];
    if (region === undefined) return { partition, path };
    const owner = partitionOf(region)?.id;
    // GovCloud shares suffixes with the commercial partition; every other region must be its suffix's own.
    const shared = partition === "aws" && owner === "aws-us-gov";
    return owner === partition || shared ? { partition: owner, region, path } : undefined;
  }
  return undefined;
}

/** Suffixes that AWS owns whole, so that a form of portal host not listed above is still AWS's. */
const OWNED_SUFFIXES: readonly (readonly [suffix: string, partition: PartitionId])[] = [
  [".us-gov-home.awsapps.com", "aws-us-gov"],
  [".awsapps.com", "aws"],
  [".awsapps.cn", "aws-cn"],
  [".portal.amazonaws.com", "aws"],
  [".portal.amazonaws.com.cn", "aws-cn"],
  [".portal.amazonaws.eu", "aws-eusc"],
  [".app.aws", "aws"],
  [".app.amazonwebservices.com.cn", "aws-cn"],
  [".api.amazonwebservices.eu", "aws-eusc"],
];

/**
 * The partition that owns `host` as an access portal, an issuer, or the device page `device.sso.<region>`;
 * `undefined` for every other host. Upper case and a trailing dot do not matter.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtochangeURL.html
 */
export function portalPartition(host: string): PartitionId | undefined {
  const name = canonicalHost(host);
  if (!/^[a-z0-9.-]+$/.test(name)) return undefined;
  const device = DEVICE_HOST.exec(name);
  if (device !== null) {
    const partition = partitionOf(device[1] ?? "");
    return partition !== undefined && partition.dnsSuffix === device[2] ? partition.id : undefined;
  }
  return findPortalHost(name)?.partition ?? OWNED_SUFFIXES.find(([suffix]) => name.endsWith(suffix))?.[1];
}

/** Lower case, without the trailing dot of an absolute name. */
export function canonicalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}

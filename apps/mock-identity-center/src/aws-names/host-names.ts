/** The AWS host names that a mock stands in for. */

import { partitionOf } from "./partitions.ts";

const services = ["oidc", "portal.sso", "sts", "bedrock-runtime"];

/**
 * Names of the four services in each region, plain, FIPS and dual-stack; of the sign-in pages; and of the start
 * URLs. A first label `*` stands for any one label.
 */
export function awsHostNames(regions: readonly string[], startUrls: readonly string[]): readonly string[] {
  const names = [
    ...regions.flatMap(namesOfRegion),
    "sts.amazonaws.com",
    "*.awsapps.com",
    ...startUrls.map((startUrl) => new URL(startUrl).hostname),
  ];
  return [...new Set(names)];
}

/** Whether `host` is one of `names`; upper and lower case are the same, as everywhere in the DNS. */
export function matchesHostName(names: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  const anyFirstLabel = wanted.replace(/^[^.]+/, "*");
  return names.some((name) => [wanted, anyFirstLabel].includes(name.toLowerCase()));
}

function namesOfRegion(region: string): readonly string[] {
  const { suffix, dualStackSuffix } = partitionOf(region);
  const labels = services.flatMap((service) => [service, `${service}-fips`]);
  return [
    ...labels.flatMap((label) => [`${label}.${region}.${suffix}`, `${label}.${region}.${dualStackSuffix}`]),
    `device.sso.${region}.${suffix}`,
  ];
}

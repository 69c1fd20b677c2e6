/** The file that leads clients on an older botocore to the mock: a small `endpoints.json` for `AWS_DATA_PATH`. */

import { partitionOf } from "./partitions.ts";
import type { Partition } from "./partitions.ts";

const services = ["bedrock-runtime", "oidc", "portal.sso", "sts"];

/**
 * The text of an `endpoints.json` in which every service of the regions' partitions is at `url`, whatever the
 * region: a call that the mock does not know fails there and does not go to AWS.
 *
 * @param url - Of the mock, as its handle says it.
 */
export function endpointsJson(url: string, regions: readonly string[]): string {
  const { host, protocol } = new URL(url);
  const partitions = new Map(regions.map((region) => [partitionOf(region).name, partitionOf(region)]));
  const document = {
    version: 3,
    partitions: [...partitions.values()].map((partition) =>
      describe(
        partition,
        regions.filter((region) => partitionOf(region) === partition),
        { hostname: host, protocols: [protocol.replace(":", "")] },
      ),
    ),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

interface Place {
  readonly hostname: string;
  readonly protocols: readonly string[];
}

function describe(partition: Partition, regions: readonly string[], place: Place): unknown {
  const endpoints = Object.fromEntries(
    regions.map((region) => [region, { ...place, credentialScope: { region } }]),
  );
  return {
    partition: partition.name,
    partitionName: partition.name,
    dnsSuffix: partition.suffix,
    regionRegex: partition.regionPattern,
    defaults: { ...place, signatureVersions: ["v4"] },
    regions: Object.fromEntries(regions.map((region) => [region, { description: region }])),
    services: Object.fromEntries(services.map((service) => [service, { endpoints }])),
  };
}

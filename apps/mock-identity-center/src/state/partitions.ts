/** What a region's partition calls its parts. The mock has its own table: sharing the client's would hide its errors. */

export interface Partition {
  readonly name: string;
  /** The host of issuer URLs. */
  readonly issuerHost: string;
  /** What ends the hosts of services and of regional portals. */
  readonly suffix: string;
}

const aws: Partition = { name: "aws", issuerHost: "identitycenter.amazonaws.com", suffix: "amazonaws.com" };
const partitions: readonly (readonly [string, Partition])[] = [
  ["cn-", { name: "aws-cn", issuerHost: "identitycenter.amazonaws.com.cn", suffix: "amazonaws.com.cn" }],
  [
    "us-gov-",
    { name: "aws-us-gov", issuerHost: "identitycenter.us-gov.amazonaws.com", suffix: "amazonaws.com" },
  ],
  ["eusc-", { name: "aws-eusc", issuerHost: "identitycenter.amazonaws.eu", suffix: "amazonaws.eu" }],
];

export function partitionOf(region: string): Partition {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? aws;
}

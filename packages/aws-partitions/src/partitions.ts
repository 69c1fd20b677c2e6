/** AWS's partitions, and which of them a region belongs to. The region syntax here guards every host name built from one. */

export type PartitionId =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-eusc"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f";

/** A partition's DNS suffixes. */
export interface Partition {
  readonly id: PartitionId;
  /** Suffix of service endpoints, without a leading dot. */
  readonly dnsSuffix: string;
  /** Suffix of dual-stack (IPv4 and IPv6) service endpoints, without a leading dot. */
  readonly dualStackDnsSuffix: string;
}

interface PartitionRow extends Partition {
  readonly region: RegExp;
}

// Anchored, ASCII only, bounded: a region is put into host names.
const PARTITIONS: readonly PartitionRow[] = [
  {
    id: "aws",
    region: /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "amazonaws.com",
    dualStackDnsSuffix: "api.aws",
  },
  {
    id: "aws-cn",
    region: /^cn-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "amazonaws.com.cn",
    dualStackDnsSuffix: "api.amazonwebservices.com.cn",
  },
  {
    id: "aws-us-gov",
    region: /^us-gov-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "amazonaws.com",
    dualStackDnsSuffix: "api.aws",
  },
  {
    id: "aws-eusc",
    region: /^eusc-[a-z]{2}-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "amazonaws.eu",
    dualStackDnsSuffix: "api.amazonwebservices.eu",
  },
  {
    id: "aws-iso",
    region: /^us-iso-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "c2s.ic.gov",
    dualStackDnsSuffix: "api.aws.ic.gov",
  },
  {
    id: "aws-iso-b",
    region: /^us-isob-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "sc2s.sgov.gov",
    dualStackDnsSuffix: "api.aws.scloud",
  },
  {
    id: "aws-iso-e",
    region: /^eu-isoe-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "cloud.adc-e.uk",
    dualStackDnsSuffix: "api.cloud-aws.adc-e.uk",
  },
  {
    id: "aws-iso-f",
    region: /^us-isof-[a-z]{2,20}-\d{1,2}$/,
    dnsSuffix: "csp.hci.ic.gov",
    dualStackDnsSuffix: "api.aws.hci.ic.gov",
  },
];

/** The partition of a region, or `undefined` when `region` is not written as one. */
export function partitionOf(region: string): Partition | undefined {
  const row = PARTITIONS.find((partition) => partition.region.test(region));
  if (row === undefined) return undefined;
  const { id, dnsSuffix, dualStackDnsSuffix } = row;
  return { id, dnsSuffix, dualStackDnsSuffix };
}

/**
 * Whether `value` is written like an AWS region of any partition. Regions that do not exist yet pass: AWS adds
 * regions faster than programs are updated.
 */
export function isRegion(value: string): boolean {
  return partitionOf(value) !== undefined;
}

/** AWS's partitions, as far as host names go: the mock's own table, shared with none of the packages it tests. */

export interface Partition {
  readonly name: string;
  /** As AWS's own `endpoints.json` writes it; matches regions that AWS has yet to open. */
  readonly regionPattern: string;
  readonly suffix: string;
  readonly dualStackSuffix: string;
}

const partitions: readonly [Partition, ...Partition[]] = [
  {
    name: "aws",
    regionPattern: "^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
  },
  {
    name: "aws-cn",
    regionPattern: "^cn\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn",
  },
  {
    name: "aws-us-gov",
    regionPattern: "^us\\-gov\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
  },
  {
    name: "aws-eusc",
    regionPattern: "^eusc\\-de\\-\\w+\\-\\d+$",
    suffix: "amazonaws.eu",
    dualStackSuffix: "api.amazonwebservices.eu",
  },
  {
    name: "aws-iso",
    regionPattern: "^us\\-iso\\-\\w+\\-\\d+$",
    suffix: "c2s.ic.gov",
    dualStackSuffix: "api.aws.ic.gov",
  },
  {
    name: "aws-iso-b",
    regionPattern: "^us\\-isob\\-\\w+\\-\\d+$",
    suffix: "sc2s.sgov.gov",
    dualStackSuffix: "api.aws.scloud",
  },
  {
    name: "aws-iso-e",
    regionPattern: "^eu\\-isoe\\-\\w+\\-\\d+$",
    suffix: "cloud.adc-e.uk",
    dualStackSuffix: "api.cloud-aws.adc-e.uk",
  },
  {
    name: "aws-iso-f",
    regionPattern: "^us\\-isof\\-\\w+\\-\\d+$",
    suffix: "csp.hci.ic.gov",
    dualStackSuffix: "api.aws.hci.ic.gov",
  },
];

/** The partition of a region; a region of no known shape counts as one of the commercial partition. */
export function partitionOf(region: string): Partition {
  return partitions.find(({ regionPattern }) => new RegExp(regionPattern).test(region)) ?? partitions[0];
}

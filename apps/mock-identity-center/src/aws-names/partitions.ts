/** AWS's partitions, as far as host names go: the mock's own table, shared with none of the packages it tests, whose errors it would hide. */

export interface Partition {
  readonly name: string;
  /** As AWS's own `endpoints.json` writes it; matches regions that AWS has yet to open. */
  readonly regionPattern: string;
  readonly suffix: string;
  readonly dualStackSuffix: string;
  /** The host of issuer URLs; a name only, never looked up. */
  readonly issuerHost: string;
}

const partitions: readonly [Partition, ...Partition[]] = [
  {
    name: "aws",
    regionPattern: "^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
    issuerHost: "identitycenter.amazonaws.com",
  },
  {
    name: "aws-cn",
    regionPattern: "^cn\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn",
    issuerHost: "identitycenter.amazonaws.com.cn",
  },
  {
    name: "aws-us-gov",
    regionPattern: "^us\\-gov\\-\\w+\\-\\d+$",
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
    issuerHost: "identitycenter.us-gov.amazonaws.com",
  },
  {
    name: "aws-eusc",
    regionPattern: "^eusc\\-de\\-\\w+\\-\\d+$",
    suffix: "amazonaws.eu",
    dualStackSuffix: "api.amazonwebservices.eu",
    issuerHost: "identitycenter.amazonaws.eu",
  },
  {
    name: "aws-iso",
    regionPattern: "^us\\-iso\\-\\w+\\-\\d+$",
    suffix: "c2s.ic.gov",
    dualStackSuffix: "api.aws.ic.gov",
    issuerHost: "identitycenter.c2s.ic.gov",
  },
  {
    name: "aws-iso-b",
    regionPattern: "^us\\-isob\\-\\w+\\-\\d+$",
    suffix: "sc2s.sgov.gov",
    dualStackSuffix: "api.aws.scloud",
    issuerHost: "identitycenter.sc2s.sgov.gov",
  },
  {
    name: "aws-iso-e",
    regionPattern: "^eu\\-isoe\\-\\w+\\-\\d+$",
    suffix: "cloud.adc-e.uk",
    dualStackSuffix: "api.cloud-aws.adc-e.uk",
    issuerHost: "identitycenter.cloud.adc-e.uk",
  },
  {
    name: "aws-iso-f",
    regionPattern: "^us\\-isof\\-\\w+\\-\\d+$",
    suffix: "csp.hci.ic.gov",
    dualStackSuffix: "api.aws.hci.ic.gov",
    issuerHost: "identitycenter.csp.hci.ic.gov",
  },
];

/** The partition of a region; a region of no known shape counts as one of the commercial partition. */
export function partitionOf(region: string): Partition {
  return partitions.find(({ regionPattern }) => new RegExp(regionPattern).test(region)) ?? partitions[0];
}

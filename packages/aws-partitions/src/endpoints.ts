/** The hosts of the services that sign-in and inference talk to, in every partition. */
import { AwsPartitionsError } from "./aws-partitions-error.ts";
import { partitionOf } from "./partitions.ts";

export interface EndpointOptions {
  /** IPv4 and IPv6. */
  readonly dualStack?: boolean;
  /** FIPS 140 validated endpoints. */
  readonly fips?: boolean;
}

/**
 * The endpoint of IAM Identity Center's OIDC service.
 *
 * @param region home region of the Identity Center instance.
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html
 */
export function oidcEndpoint(region: string, options: EndpointOptions = {}): URL {
  return identityCenterEndpoint("oidc", region, options);
}

/**
 * The endpoint of the AWS access portal's API.
 *
 * @param region home region of the Identity Center instance.
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/Welcome.html
 */
export function portalEndpoint(region: string, options: EndpointOptions = {}): URL {
  return identityCenterEndpoint("portal.sso", region, options);
}

/**
 * The endpoint of the Amazon Bedrock runtime.
 *
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @see https://docs.aws.amazon.com/general/latest/gr/bedrock.html
 */
export function bedrockRuntimeEndpoint(region: string, options: EndpointOptions = {}): URL {
  return serviceEndpoint("bedrock-runtime", region, options);
}

/**
 * The regional endpoint of AWS STS.
 *
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @see https://docs.aws.amazon.com/general/latest/gr/sts.html
 */
export function stsEndpoint(region: string): URL {
  return serviceEndpoint("sts", region, {});
}

/** GovCloud's ordinary Identity Center hosts are the FIPS ones; only its dual-stack hosts carry the label. */
function identityCenterEndpoint(service: string, region: string, options: EndpointOptions): URL {
  const plainIsFips = partitionOf(region)?.id === "aws-us-gov" && options.dualStack !== true;
  return serviceEndpoint(service, region, plainIsFips ? { ...options, fips: false } : options);
}

function serviceEndpoint(
  service: string,
  region: string,
  { dualStack = false, fips = false }: EndpointOptions,
): URL {
  const partition = partitionOf(region);
  if (partition === undefined) {
    throw new AwsPartitionsError("INVALID_REGION", "region: expected an AWS region such as eu-west-1");
  }
  const suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
  const host = `${service}${fips ? "-fips" : ""}.${region}.${suffix}`;
  const endpoint = new URL(`https://${host}/`);
  // The region passed its syntax, so this cannot differ; a secret is about to be sent there all the same.
  if (endpoint.host !== host) {
    throw new AwsPartitionsError("INVALID_REGION", "region: expected a name that stays one label of a host");
  }
  return endpoint;
}

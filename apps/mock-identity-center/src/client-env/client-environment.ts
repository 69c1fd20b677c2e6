/** The variables that point an unmodified AWS client at a mock. */

import { MockIdentityCenterError } from "../mock-error.ts";

/**
 * - `sdk-js`: AWS SDK for JavaScript 3
 * - `aws-cli`: AWS CLI 2.13 or later, and 1.29 or later
 * - `aws-cli-old`: AWS CLI and boto3 before those, which know no endpoint variables
 * - `boto3`: boto3 1.28 or later
 * - `go`: AWS SDK for Go 2 from the end of 2023 on; the first one through a proxy only, with a `legacy` profile
 * - `rclone`: through a proxy only; its S3 backend with `env_auth`, before 1.69 with a `legacy` profile
 * - `terraform`: AWS provider 5.25 or later, Terraform 1.6.4 or later for the S3 backend
 */
export type ClientKind = (typeof clientKinds)[number];

export const clientKinds = [
  "sdk-js",
  "aws-cli",
  "aws-cli-old",
  "boto3",
  "go",
  "rclone",
  "terraform",
] as const;

/** Where a mock is, and whom to sign in for; a `MockIdentityCenter` is one. */
export interface ClientAddress {
  readonly oidcUrl: string;
  readonly portalUrl: string;
  readonly stsUrl: string;
  readonly bedrockUrl: string;
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  /** PEM file with the authority that signed the mock's certificates. */
  readonly caFile?: string | undefined;
  /** Proxy through which clients keep AWS's own host names; needs `caFile`. The SDK for JavaScript has no use for it. */
  readonly proxyUrl?: string | undefined;
  /** Folder with the `endpoints.json` of an old client, for `aws-cli-old` without a proxy. */
  readonly endpointsFolder?: string | undefined;
}

/** Environment variables, name to value. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The variables for one kind of client; they belong on top of an environment without other settings of AWS.
 *
 * @throws {MockIdentityCenterError} CLIENT_NOT_REACHABLE when this kind needs a proxy or a folder and the address names none.
 */
export function clientEnvironment(kind: ClientKind, address: ClientAddress): Variables {
  return {
    ...route(kind, address),
    ...trust(kind, address),
    ...regions(kind, address.region),
    ...noMetadata,
  };
}

function route(kind: ClientKind, address: ClientAddress): Variables {
  if (kind === "sdk-js") return endpoints(address);
  if (address.proxyUrl !== undefined) return throughProxy(kind, address.proxyUrl);
  if (kind === "rclone") throw notReachable(kind, "give proxyUrl with caFile");
  if (kind !== "aws-cli-old") return endpoints(address);
  if (address.endpointsFolder === undefined)
    throw notReachable(
      kind,
      "give proxyUrl with caFile, or the endpointsFolder that holds its endpoints.json",
    );
  return { AWS_DATA_PATH: address.endpointsFolder, ...regionalSts };
}

function notReachable(kind: ClientKind, remedy: string): MockIdentityCenterError {
  return new MockIdentityCenterError(
    "CLIENT_NOT_REACHABLE",
    `Clients of the kind ${kind} read no endpoint variables: ${remedy}`,
  );
}

/** Service-specific ones, so that calls to services the mock does not have do not end up there. */
function endpoints({ oidcUrl, portalUrl, stsUrl, bedrockUrl }: ClientAddress): Variables {
  return {
    AWS_ENDPOINT_URL_SSO_OIDC: oidcUrl,
    AWS_ENDPOINT_URL_SSO: portalUrl,
    AWS_ENDPOINT_URL_STS: stsUrl,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockUrl,
  };
}

function throughProxy(kind: ClientKind, proxyUrl: string): Variables {
  return {
    HTTPS_PROXY: proxyUrl,
    ...(kind === "aws-cli-old" ? regionalSts : {}),
    // The first SDK for Go reads `~/.aws/config`, and so the sign-in, only when told to.
    ...(kind === "go" || kind === "rclone" ? { AWS_SDK_LOAD_CONFIG: "1" } : {}),
  };
}

function trust(kind: ClientKind, { caFile }: ClientAddress): Variables {
  if (caFile === undefined) return {};
  switch (kind) {
    case "sdk-js":
      return { NODE_EXTRA_CA_CERTS: caFile };
    // It brings a transport of its own, with which the SDK for Go refuses AWS_CA_BUNDLE.
    case "rclone":
      return { SSL_CERT_FILE: caFile };
    default:
      return { AWS_CA_BUNDLE: caFile };
  }
}

/** botocore reads AWS_DEFAULT_REGION only; the other SDKs read AWS_REGION, and the CLI prefers it. */
function regions(kind: ClientKind, region: string): Variables {
  const python = kind === "aws-cli" || kind === "aws-cli-old" || kind === "boto3";
  return python ? { AWS_REGION: region, AWS_DEFAULT_REGION: region } : { AWS_REGION: region };
}

/** Old botocore calls the global STS of us-east-1 otherwise, whatever the region. */
const regionalSts: Variables = { AWS_STS_REGIONAL_ENDPOINTS: "regional" };

/** A client without credentials fails at once instead of asking the metadata service of a virtual machine. */
const noMetadata: Variables = { AWS_EC2_METADATA_DISABLED: "true" };

/** The `endpoints.json` that leads a botocore without endpoint variables to the mock. */

import type { ClientAddress } from "../../../src/index.ts";

export function endpointsFile({ oidcUrl, portalUrl, stsUrl, region }: ClientAddress): string {
  const service = (url: string): unknown => ({
    endpoints: { [region]: { hostname: new URL(url).host, protocols: ["http"] } },
  });
  return JSON.stringify({
    version: 3,
    partitions: [
      {
        partition: "aws",
        partitionName: "AWS Standard",
        dnsSuffix: "amazonaws.com",
        regionRegex: String.raw`^[a-z]{2}-\w+-\d+$`,
        regions: { [region]: { description: region } },
        defaults: {
          hostname: "{service}.{region}.{dnsSuffix}",
          protocols: ["https"],
          signatureVersions: ["v4"],
        },
        services: { oidc: service(oidcUrl), "portal.sso": service(portalUrl), sts: service(stsUrl) },
      },
    ],
  });
}

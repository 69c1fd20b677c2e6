import { expect, test } from "vitest";
import { awsHostNames, matchesHostName } from "./host-names.ts";

test.for([
  ["eu-central-1", "amazonaws.com", "api.aws"],
  ["cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["us-gov-east-1", "amazonaws.com", "api.aws"],
  ["eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu"],
  ["us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud"],
  ["eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  ["us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  ["us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov"],
  ["mx-central-1", "amazonaws.com", "api.aws"],
] as const)("%s: names under %s and %s", ([region, suffix, dualStackSuffix]) => {
  const names = awsHostNames([region], []);
  for (const label of ["oidc", "portal.sso", "sts", "bedrock-runtime", "oidc-fips", "bedrock-runtime-fips"]) {
    expect(names).toContain(`${label}.${region}.${suffix}`);
    expect(names).toContain(`${label}.${region}.${dualStackSuffix}`);
  }
  expect(names).toContain(`device.sso.${region}.${suffix}`);
});

test("every name is there once, start URLs of any shape among them", () => {
  const names = awsHostNames(
    ["us-east-1", "us-east-1"],
    ["https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/", "https://d-1234567890.awsapps.com/start"],
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("ssoins-1234567890abcdef.portal.us-east-1.app.aws");
});

test.for([
  ["a.example", true],
  ["A.Example", true],
  ["b.wild.example", true],
  ["wild.example", false],
  ["c.b.wild.example", false],
  ["xa.example", false],
  ["a.example.", false],
  ["", false],
] as const)("%j is among the names: %s", ([host, expected]) => {
  expect(matchesHostName(["a.example", "*.wild.example"], host)).toBe(expected);
});

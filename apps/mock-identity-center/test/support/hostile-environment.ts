/** An environment in which an SDK that reads anything of the machine fails. */

import { vi } from "vitest";

const nowhere = "http://127.0.0.1:9";
const hostile: Readonly<Record<string, string | undefined>> = {
  HOME: "/nonexistent",
  USERPROFILE: "/nonexistent",
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
  AWS_REGION: "xx-wrong-1",
  AWS_DEFAULT_REGION: "xx-wrong-1",
  AWS_ACCESS_KEY_ID: "AKIAHOSTILE",
  AWS_SECRET_ACCESS_KEY: "hostile",
  AWS_SESSION_TOKEN: "hostile",
  AWS_ENDPOINT_URL: nowhere,
  AWS_ENDPOINT_URL_SSO: nowhere,
  AWS_ENDPOINT_URL_SSO_OIDC: nowhere,
  AWS_ENDPOINT_URL_STS: nowhere,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: nowhere,
  HTTP_PROXY: nowhere,
  HTTPS_PROXY: nowhere,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_BEARER_TOKEN_BEDROCK: undefined,
  AWS_CA_BUNDLE: undefined,
  AWS_PROFILE: undefined,
  AWS_USE_FIPS_ENDPOINT: undefined,
  AWS_USE_DUALSTACK_ENDPOINT: undefined,
};

export function useHostileEnvironment(): void {
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
}

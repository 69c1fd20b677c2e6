/** What an inherited environment must not bring along. */

import type { Variables } from "./client-environment.ts";

/** Settings of AWS clients, proxies, and replaced certificate stores: each can lead a client past the mock. */
const interfering: readonly RegExp[] = [
  /^AWS_/,
  /^(all|ftp|http|https|no)_proxy$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/,
];

/** The environment without the variables that interfere; put those of `clientEnvironment` on top. */
export function withoutInterference(environment: Readonly<Record<string, string | undefined>>): Variables {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && !interfering.some((pattern) => pattern.test(name))) kept[name] = value;
  return kept;
}

/** A machine whose AWS variables and `~/.aws` all point elsewhere, and the names that an SDK client could look up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "./temporary-directory.ts";

const NOWHERE = "http://127.0.0.1:9";

export interface HostileAws extends Disposable {
  /** Every variable that an AWS SDK or a proxy-aware client reads, `HOME` among them. */
  readonly variables: Readonly<Record<string, string>>;
  /** A home folder with a hostile default profile, and nothing else. */
  readonly home: string;
}

export function hostileAws(): HostileAws {
  const folder = temporaryDirectory();
  mkdirSync(join(folder.path, ".aws"));
  const config = join(folder.path, ".aws/config");
  const credentials = join(folder.path, ".aws/credentials");
  writeFileSync(config, `[default]\n${PROFILE}\n[profile hostile]\n${PROFILE}\n${SERVICES}`);
  writeFileSync(credentials, `[default]\n${KEYS}\n[hostile]\n${KEYS}`);
  return {
    variables: {
      ...VARIABLES,
      HOME: folder.path,
      USERPROFILE: folder.path,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
    },
    home: folder.path,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/**
 * Names of the AWS variables in the sources of an installed package and of everything it depends on, sorted. One that
 * ends in `_` is the beginning of a name.
 */
export function awsVariablesReadBy(packageDirectory: string): readonly string[] {
  const names = new Set<string>();
  for (const directory of withDependencies(realpathSync(packageDirectory))) {
    for (const file of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      if (!/^dist[^/]*\/.*\.[cm]?js$/.test(file)) continue;
      for (const [, name] of readFileSync(join(directory, file), "utf8").matchAll(NAME))
        names.add(name ?? "");
    }
  }
  return [...names].toSorted();
}

/** A name as a whole string, as the beginning of a template, or read from `env`. */
const NAME = /(?<!Symbol\.for\()(?:["'`]|\benv\??\.)(_?(?:AWS|X_AMZN)_[A-Z0-9_]+)/g;

function withDependencies(directory: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(directory)) return found;
  found.add(directory);
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(manifest.dependencies ?? {}))
    withDependencies(installed(name, directory), found);
  return found;
}

function installed(name: string, from: string): string {
  const directory = join(from, "node_modules", name);
  if (existsSync(join(directory, "package.json"))) return realpathSync(directory);
  if (from === dirname(from)) throw new Error(`${name} is not installed: run 'pnpm install'`);
  return installed(name, dirname(from));
}

const KEYS = `aws_access_key_id = planted-key
aws_secret_access_key = planted-secret-key
aws_session_token = planted-session-token
`;

const PROFILE = `region = eu-west-1
endpoint_url = ${NOWHERE}
services = hostile
use_fips_endpoint = true
use_dualstack_endpoint = true
max_attempts = 9
retry_mode = adaptive
defaults_mode = in-region
sdk_ua_app_id = planted-application
ca_bundle = /dev/null/nothing
auth_scheme_preference = httpBearerAuth
sigv4a_signing_region_set = *
account_id_endpoint_mode = required
sso_start_url = ${NOWHERE}
sso_region = eu-west-1
credential_process = /dev/null/nothing
${KEYS}`;

const SERVICES = `[services hostile]
sso =
  endpoint_url = ${NOWHERE}
sso_oidc =
  endpoint_url = ${NOWHERE}
`;

const VARIABLES: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "planted-key",
  AWS_ACCOUNT_ID: "planted-account",
  AWS_ACCOUNT_ID_ENDPOINT_MODE: "required",
  AWS_AUTH_SCHEME_PREFERENCE: "httpBearerAuth",
  AWS_BEARER_TOKEN_AWSSSOPORTAL: "planted-bearer",
  AWS_BEARER_TOKEN_SSO_OAUTH: "planted-bearer",
  AWS_CA_BUNDLE: "/dev/null/nothing",
  AWS_CONTAINER_AUTHORIZATION_TOKEN: "planted-token",
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/dev/null/nothing",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: NOWHERE,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/planted",
  AWS_CREDENTIAL_EXPIRATION: "2000-01-01T00:00:00Z",
  AWS_CREDENTIAL_SCOPE: "planted-scope",
  AWS_DEFAULTS_MODE: "not-a-mode",
  AWS_DEFAULT_PROFILE: "hostile",
  AWS_DEFAULT_REGION: "eu-west-1",
  AWS_DISABLE_CLOCK_SKEW_CORRECTION: "true",
  AWS_EC2_METADATA_DISABLED: "false",
  AWS_EC2_METADATA_SERVICE_ENDPOINT: NOWHERE,
  AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6",
  AWS_EC2_METADATA_V1_DISABLED: "not-a-boolean",
  AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026: "true",
  AWS_ENDPOINT_URL: NOWHERE,
  AWS_ENDPOINT_URL_SSO: NOWHERE,
  AWS_ENDPOINT_URL_SSO_OIDC: NOWHERE,
  AWS_EXECUTION_ENV: "planted-execution",
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
  AWS_LAMBDA_BENCHMARK_MODE: "1",
  AWS_LAMBDA_FUNCTION_NAME: "planted-function",
  AWS_LAMBDA_MAX_CONCURRENCY: "2",
  AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: "true",
  AWS_LOGIN_CACHE_DIRECTORY: "/dev/null/nothing",
  AWS_MAX_ATTEMPTS: "9",
  AWS_PROFILE: "hostile",
  AWS_REGION: "eu-west-1",
  AWS_RETRY_MODE: "adaptive",
  AWS_ROLE_ARN: "planted-role",
  AWS_ROLE_SESSION_NAME: "planted-session",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "false",
  AWS_SDK_UA_APP_ID: "planted-application",
  AWS_SECRET_ACCESS_KEY: "planted-secret-key",
  AWS_SESSION_TOKEN: "planted-session-token",
  AWS_SIGV4A_SIGNING_REGION_SET: "*",
  AWS_STS_REGIONAL_ENDPOINTS: "legacy",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/dev/null/nothing",
  _X_AMZN_TRACE_ID: "planted-trace",
  ALL_PROXY: NOWHERE,
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  NODE_USE_ENV_PROXY: "1",
  NO_PROXY: "",
  all_proxy: NOWHERE,
  http_proxy: NOWHERE,
  https_proxy: NOWHERE,
};

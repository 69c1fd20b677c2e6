/**
 * The environment of a sandboxed process: allow-listed variables of the parent, the region, and exactly
 * the three variables that carry AWS credentials. Pure and synchronous: reads neither `process.env` nor a file.
 */
import { isRegion } from "@latchkey/aws-partitions";
import type { Secret } from "@latchkey/secret";
import { SandboxEnvError } from "./sandbox-env-error.ts";
import { DEFAULT_ALLOW, whyNeverInherited } from "./variables.ts";

/** Short-lived AWS credentials, as GetRoleCredentials issues them. */
export interface AwsCredentialsLike {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiration: Date;
}

export interface BuildSandboxEnvOptions {
  readonly credentials: AwsCredentialsLike;
  /** The region that the process calls, for example the Bedrock region. */
  readonly region: string;
  /** The parent's variables, usually `process.env`. Nothing is inherited when it is left out. */
  readonly inherit?: Readonly<Record<string, string | undefined>>;
  /** Names to inherit, in place of {@link DEFAULT_ALLOW}. */
  readonly allow?: readonly string[];
  /** Compare names as Windows does; the default is to compare them exactly. */
  readonly caseInsensitive?: boolean;
  /** Current time in epoch milliseconds; `Date.now` unless given. */
  readonly now?: () => number;
  /** Credentials with less than this left count as expired; 60 000 ms unless given. */
  readonly minimumLifetimeMs?: number;
}

/** An environment that prints its names and never its values. */
export interface SandboxEnv {
  readonly names: readonly string[];
  readonly expiresAt: Date;
  /** The variables with their values. Call it only where the process is spawned. */
  reveal(): Record<string, string>;
  toJSON(): { readonly names: readonly string[]; readonly expiresAt: string };
}

export type SandboxEnvResult =
  | { readonly status: "ready"; readonly env: SandboxEnv }
  | { readonly status: "expired"; readonly expiredAt: Date };

/**
 * Builds the environment of a sandboxed process from credentials that are still valid.
 *
 * @returns `ready` with the environment, or `expired` when the credentials end within `minimumLifetimeMs`.
 * @throws {SandboxEnvError} `SANDBOX_ENV_FORBIDDEN_NAME` when `allow` names a variable that is never
 * inherited; `SANDBOX_ENV_INVALID_REGION`; `SANDBOX_ENV_INVALID_VALUE` when a value is empty or holds a NUL.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 */
export function buildSandboxEnv(options: BuildSandboxEnvOptions): SandboxEnvResult {
  const { credentials, region, now = Date.now, minimumLifetimeMs = 60_000 } = options;
  if (!isRegion(region)) {
    throw new SandboxEnvError(
      "SANDBOX_ENV_INVALID_REGION",
      "region: expected an AWS region such as us-west-2",
    );
  }
  const inherited = inheritAllowed(options);
  if (credentials.expiration.getTime() - now() < minimumLifetimeMs) {
    return { status: "expired", expiredAt: credentials.expiration };
  }
  const readVariables = (): Record<string, string> => ({
    ...inherited,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey.reveal(),
    AWS_SESSION_TOKEN: credentials.sessionToken.reveal(),
  });
  for (const [name, value] of Object.entries(readVariables())) refuseUncarriable(name, value);
  return { status: "ready", env: sandboxEnv(readVariables, credentials.expiration) };
}

function inheritAllowed(options: BuildSandboxEnvOptions): Record<string, string> {
  const { inherit = {}, allow = DEFAULT_ALLOW, caseInsensitive = false } = options;
  const fold = (name: string): string => (caseInsensitive ? name.toUpperCase() : name);
  for (const name of allow) {
    const reason = whyNeverInherited(name);
    if (reason !== undefined) {
      throw new SandboxEnvError("SANDBOX_ENV_FORBIDDEN_NAME", `${name} is never inherited: it ${reason}`);
    }
  }
  const allowed = new Set(allow.map(fold));
  return Object.fromEntries(
    Object.entries(inherit).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[1] !== "" && allowed.has(fold(entry[0])),
    ),
  );
}

function refuseUncarriable(name: string, value: string): void {
  if (value === "" || value.includes("\0")) {
    throw new SandboxEnvError(
      "SANDBOX_ENV_INVALID_VALUE",
      `${name}: expected text that is not empty and has no NUL`,
    );
  }
}

function sandboxEnv(readVariables: () => Record<string, string>, expiresAt: Date): SandboxEnv {
  const names = Object.freeze(Object.keys(readVariables()).toSorted());
  return Object.freeze({
    names,
    expiresAt,
    reveal: readVariables,
    toJSON: () => ({ names, expiresAt: expiresAt.toISOString() }),
  });
}

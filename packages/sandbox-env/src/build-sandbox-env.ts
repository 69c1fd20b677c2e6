/**
 * The environment of a sandboxed process: allow-listed variables of the parent, then the region, then the
 * credentials. Pure and synchronous: reads neither `process.env` nor a file.
 */
import { isRegion } from "@latchkey/aws-partitions";
import { bedrockVariables } from "./bedrock-variables.ts";
import type { BedrockVariables } from "./bedrock-variables.ts";
import { DEFAULT_ALLOW } from "./default-allow.ts";
import { foldOfWindows, inheritAllowed, overlay } from "./inherit.ts";
import type { Fold, Variables } from "./inherit.ts";
import { whyNeverInherited } from "./never-inherited.ts";
import { revealCredentials } from "./sandbox-credentials.ts";
import type { SandboxCredentials } from "./sandbox-credentials.ts";
import { SandboxEnvError } from "./sandbox-env-error.ts";

export interface BuildSandboxEnvOptions {
  readonly credentials: SandboxCredentials;
  /** The region that the process calls, for example the Bedrock region. */
  readonly region: string;
  /** The parent's variables, usually `process.env`. Nothing is inherited when it is left out. */
  readonly inherit?: Variables;
  /** Names to inherit, in place of {@link DEFAULT_ALLOW}. */
  readonly allow?: readonly string[];
  /** Variables of the caller's own, over the inherited ones: a home folder, or a proxy that it knows. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Which model to call, and where, for a program that is not told otherwise. */
  readonly bedrock?: BedrockVariables;
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
  /** When the credentials end, if they do. */
  readonly expiresAt?: Date;
  /** The variables with their values. Call it only where the process is spawned. */
  reveal(): Record<string, string>;
  toJSON(): { readonly names: readonly string[]; readonly expiresAt?: string };
}

export type SandboxEnvResult =
  | { readonly status: "ready"; readonly env: SandboxEnv }
  | { readonly status: "expired"; readonly expiredAt: Date };

/**
 * Builds the environment of a sandboxed process from credentials that are still valid.
 *
 * @returns `ready` with the environment, or `expired` when the credentials end within `minimumLifetimeMs`.
 * @throws {SandboxEnvError} `SANDBOX_ENV_FORBIDDEN_NAME` when `allow` or `variables` names what may not come from
 * there; `SANDBOX_ENV_INVALID_REGION`; `SANDBOX_ENV_INVALID_VALUE` when a value is empty, holds a NUL or is no origin.
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
  const open = openVariables(options);
  const { expiration } = credentials;
  if (expiration !== undefined && !(expiration.getTime() - now() >= minimumLifetimeMs)) {
    return { status: "expired", expiredAt: expiration };
  }
  const readVariables = (): Record<string, string> => ({ ...open, ...revealCredentials(credentials) });
  for (const [name, value] of Object.entries(readVariables())) refuseUncarriable(name, value);
  return { status: "ready", env: sandboxEnv(readVariables, expiration) };
}

/** Everything that is no secret. */
function openVariables(options: BuildSandboxEnvOptions): Record<string, string> {
  const { inherit = {}, allow = DEFAULT_ALLOW, variables = {}, caseInsensitive = false } = options;
  const fold: Fold = caseInsensitive ? foldOfWindows : (name) => name;
  for (const name of Object.keys(variables)) refuseForbidden(name);
  return {
    ...overlay(inheritAllowed(inherit, allow, fold), variables, fold),
    // boto3 and older tools read only the second one.
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    ...bedrockVariables(options.bedrock),
  };
}

/** A caller may set a proxy, which it must not take over from the parent, and nothing else of that table. */
function refuseForbidden(name: string): void {
  const reason = /^(HTTPS?|ALL|NO)_PROXY$/i.test(name) ? undefined : whyNeverInherited(name);
  if (reason !== undefined) {
    throw new SandboxEnvError("SANDBOX_ENV_FORBIDDEN_NAME", `${name} is not for callers: it ${reason}`);
  }
}

function refuseUncarriable(name: string, value: string): void {
  if (!/^[^=\0]+$/.test(name)) {
    throw new SandboxEnvError("SANDBOX_ENV_INVALID_VALUE", "a variable's name is empty, or holds = or a NUL");
  }
  if (value === "" || value.includes("\0")) {
    throw new SandboxEnvError(
      "SANDBOX_ENV_INVALID_VALUE",
      `${name}: expected text that is not empty and has no NUL`,
    );
  }
}

function sandboxEnv(readVariables: () => Record<string, string>, expiresAt: Date | undefined): SandboxEnv {
  const names = Object.freeze(Object.keys(readVariables()).toSorted());
  return Object.freeze({
    names,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    reveal: readVariables,
    toJSON: () => ({ names, ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }) }),
  });
}

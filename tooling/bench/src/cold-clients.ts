/** The AWS SDK and the AWS CLI as peers: a home folder with a sign-in in their shared cache, and how they are called. */
import { clientEnvironment, configFile, endpointsJson } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** One way to role credentials: a process from its start to its end. */
export interface Road {
  readonly what: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Throws away what a run kept for the next one. */
  readonly forget?: () => void;
}

interface CachedSignIn {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: Date;
}

export interface ClientHome {
  readonly path: string;
  readonly sdk: Readonly<Record<string, string>>;
  readonly cli: Readonly<Record<string, string>>;
}

export const INSTALL_CLI = "apt-get install -y --no-install-recommends awscli";
/** Debian's, whatever else is installed: version 1 has no `export-credentials`. */
const CLI = "/usr/bin/aws";
const EXPORT = ["configure", "export-credentials"];
/** Of the `[sso-session]` section that the mock writes. */
const SESSION_NAME = "mock";

export function writeClientHome(path: string, mock: MockIdentityCenter, signIn: CachedSignIn): ClientHome {
  const { oidcUrl, portalUrl, stsUrl, bedrockUrl, startUrl, region, accountId, roleName } = mock;
  const urls = { oidcUrl, portalUrl, stsUrl, bedrockUrl };
  const address = { ...urls, startUrl, region, accountId, roleName, endpointsFolder: path };
  const cache = join(path, ".aws/sso/cache");
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(path, "config"), configFile(address));
  writeFileSync(join(path, "endpoints.json"), endpointsJson(oidcUrl, [region]));
  const name = createHash("sha1").update(SESSION_NAME).digest("hex");
  // Both refuse fractions of a second.
  const instants = {
    expiresAt: wholeSeconds(signIn.expiresAt),
    registrationExpiresAt: wholeSeconds(signIn.registrationExpiresAt),
  };
  writeFileSync(join(cache, `${name}.json`), JSON.stringify({ startUrl, region, ...signIn, ...instants }));
  const common = { PATH: "/usr/bin:/bin", HOME: path, AWS_CONFIG_FILE: join(path, "config") };
  return {
    path,
    sdk: { ...common, ...clientEnvironment("sdk-js", address) },
    cli: { ...common, ...clientEnvironment("aws-cli-old", address) },
  };
}

/** Undefined when it is not installed. */
export async function awsCli({ path, cli: env }: ClientHome): Promise<Road | undefined> {
  const isThere = await promisify(execFile)(CLI, EXPORT, { env }).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    },
  );
  if (!isThere) return undefined;
  return {
    what: "aws configure export-credentials",
    words: [CLI, ...EXPORT],
    env,
    forget: () => rmSync(join(path, ".aws/cli/cache"), { recursive: true, force: true }),
  };
}

function wholeSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Debian's AWS CLI: an old botocore that no variable can lead to another endpoint. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MockIdentityCenter } from "../../src/index.ts";

const program = "/usr/bin/aws";

export interface AwsCli extends AsyncDisposable {
  readonly home: string;
  /** Runs `aws` with the profile of {@link awsCli}; `onOutput` sees all that was printed so far. */
  readonly run: (
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    onOutput?: (output: string) => void,
  ) => Promise<{ readonly code: number | null; readonly output: string }>;
}

/** A home of its own with a profile for the mock's start URL. */
export async function awsCli(mock: MockIdentityCenter): Promise<AwsCli> {
  if (!existsSync(program))
    throw new Error("The AWS CLI is missing. Run: apt-get install -y --no-install-recommends awscli");
  const home = await mkdtemp(join(tmpdir(), "aws-cli-"));
  await mkdir(join(home, ".aws"));
  await writeFile(join(home, ".aws", "config"), configFor(mock));
  return {
    home,
    run: (args, environment, onOutput = () => undefined) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, ["--profile", "mock", ...args], {
          env: { PATH: "/usr/bin:/bin", HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...environment },
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr])
          stream.on("data", (chunk: Buffer) => {
            output += chunk.toString();
            onOutput(output);
          });
        child.once("error", reject);
        child.once("close", (code) => resolve({ code, output }));
      }),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

function configFor({ region, startUrl, accountId, roleName }: MockIdentityCenter): string {
  return `[profile mock]
region = ${region}
sso_session = mock
sso_account_id = ${accountId}
sso_role_name = ${roleName}
[sso-session mock]
sso_region = ${region}
sso_start_url = ${startUrl}
sso_registration_scopes = sso:account:access
`;
}

/**
 * A named profile's credentials, as the AWS CLI exports them: whatever the profile is made of (keys, a role, a
 * process, IAM Identity Center), the CLI resolves it.
 */
import type { ProfileDecision } from "@latchkey/policy-reader";
import { secret } from "@latchkey/secret";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { unavailable } from "./session-credentials.ts";
import type {
  CredentialFailure,
  CredentialParts,
  CredentialResult,
  CredentialSource,
} from "./session-credentials.ts";
import { isProgram } from "../find-program.ts";
import { findAwsCli, installLine } from "./find-aws-cli.ts";
import { cliEnvironment } from "./program-environment.ts";
import { runProgram } from "./run-program.ts";
import type { ProgramEnd } from "./run-program.ts";

/** A profile may ask IAM Identity Center or STS, and the CLI itself takes a second or two to start. */
const TIMEOUT_MS = 60_000;

/** The process credential format of the AWS SDKs and Tools Reference Guide. */
const exportedSchema = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().min(1).optional(),
  Expiration: z.iso.datetime({ offset: true }).optional(),
});

export function profileSource(
  decision: ProfileDecision,
  parts: CredentialParts & { readonly sleep: Clock["sleep"] },
): CredentialSource {
  return {
    async issue(signal) {
      const program = await findCli(decision, parts);
      if (typeof program !== "string") return program;
      const end = await runProgram({
        program,
        // One word, so that a profile's name is never taken for an option.
        arguments: [
          "configure",
          "export-credentials",
          `--profile=${decision.profile}`,
          "--format",
          "process",
        ],
        environment: profileEnvironment(decision, parts),
        timeoutMs: TIMEOUT_MS,
        sleep: parts.sleep,
        ...(signal === undefined ? {} : { signal }),
      });
      return resultOf(end, decision.profile, program);
    },
  };
}

async function findCli(
  { awsCliPath }: ProfileDecision,
  { environment }: CredentialParts,
): Promise<string | CredentialFailure> {
  const install = `Install it (${installLine()}), then start the session again.`;
  if (awsCliPath !== undefined) {
    if (await isProgram(awsCliPath)) return awsCliPath;
    return unavailable(
      "cli-missing",
      `There is no AWS CLI at ${awsCliPath}, where the policy says it is. ${install}`,
    );
  }
  const { PATH = environment["Path"] ?? "" } = environment;
  const found = await findAwsCli(PATH);
  return (
    found ??
    unavailable("cli-missing", `The policy's AWS profile needs the AWS CLI, which is not on PATH. ${install}`)
  );
}

function profileEnvironment(
  { awsConfigDirectory: directory }: ProfileDecision,
  { environment }: CredentialParts,
): Record<string, string> {
  return {
    ...cliEnvironment(environment),
    // Without it a profile that has no credentials becomes the machine's own role on an EC2 desktop.
    AWS_EC2_METADATA_DISABLED: "true",
    ...(directory === undefined
      ? {}
      : {
          AWS_CONFIG_FILE: join(directory, "config"),
          AWS_SHARED_CREDENTIALS_FILE: join(directory, "credentials"),
        }),
  };
}

function resultOf(end: ProgramEnd, profile: string, program: string): CredentialResult {
  switch (end.status) {
    case "not-started":
      return unavailable(
        "cli-missing",
        `The AWS CLI at ${program} did not start (${end.errno}). Install it again (${installLine()}).`,
      );
    case "timed-out":
      return unavailable(
        "timed-out",
        `The AWS CLI gave no credentials for profile ${profile} within ${TIMEOUT_MS / 1000} seconds. Check the network, then start the session again.`,
      );
    case "too-big":
      return unavailable(
        "output-too-big",
        `The AWS CLI at ${program} printed more than credentials are long. Check that it is the AWS CLI.`,
      );
    case "exited":
      return end.code === 0 ? readExport(end.stdout, profile, program) : explainExit(end, profile, program);
  }
}

function readExport(text: string, profile: string, program: string): CredentialResult {
  const parsed = exportedSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    return unavailable(
      "profile-failed",
      `The AWS CLI at ${program} did not print credentials of version 1 for profile ${profile}. Check that it is the AWS CLI, and up to date.`,
    );
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parsed.data;
  return {
    status: "issued",
    credentials: {
      kind: "aws",
      accessKeyId: AccessKeyId,
      secretAccessKey: secret(SecretAccessKey),
      ...(SessionToken === undefined ? {} : { sessionToken: secret(SessionToken) }),
      ...(Expiration === undefined ? {} : { expiration: new Date(Expiration) }),
    },
  };
}

/** Its words only choose the message: a process or plug-in of the profile may have printed secrets among them. */
function explainExit(
  { code, stderr }: ProgramEnd & { readonly status: "exited" },
  profile: string,
  program: string,
): CredentialFailure {
  if (/config profile .* could not be found/i.test(stderr)) {
    return unavailable(
      "profile-missing",
      `There is no AWS profile ${profile} on this device. Ask your administrator for it, or for the AWS config directory in the policy.`,
    );
  }
  if (/invalid choice/i.test(stderr)) {
    return unavailable(
      "cli-too-old",
      `The AWS CLI at ${program} cannot export credentials. Install version 2.9 or later (${installLine()}).`,
    );
  }
  if (/\bsso\b|aws login/i.test(stderr) && /token|session|expired|log ?in/i.test(stderr)) {
    return unavailable(
      "login-needed",
      `AWS profile ${profile} needs a sign-in. Run "aws sso login --profile ${profile}" in a terminal, then start the session again.`,
    );
  }
  return unavailable(
    "profile-failed",
    `The AWS CLI has no credentials for profile ${profile} (exit code ${code ?? "none"}). Run "aws configure export-credentials --profile ${profile}" in a terminal to see why.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

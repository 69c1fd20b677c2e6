/**
 * A configuration of the person's own may make the app run a program outside the sandbox. A page that was taken over could
 * apply one, so the person is asked by the main process, where no page can answer.
 */
import type { AuthModeDecision } from "@latchkey/policy-reader";
import { isDeepStrictEqual } from "node:util";
import type { FindingView } from "../../shared/configuration-schema.ts";

export interface ProgramToRun {
  readonly key: "inferenceCredentialHelper" | "inferenceBedrockProfile";
  /** The helper's path; or the profile, which may name a program, with the folder and the AWS CLI that are set for it. */
  readonly named: readonly string[];
}

/** Asks the person; false when they decline. */
export type ConfirmProgram = (program: ProgramToRun) => Promise<boolean>;

/** @returns undefined where none runs, or the configuration in force runs the same one. */
export function newProgram(next: AuthModeDecision, inForce: AuthModeDecision): ProgramToRun | undefined {
  const program = programOf(next);
  return isDeepStrictEqual(program, programOf(inForce)) ? undefined : program;
}

export function notConfirmed({ key }: ProgramToRun): FindingView {
  return {
    severity: "error",
    code: "program-not-confirmed",
    key,
    message: "nothing was applied, because nobody confirmed that this program may run",
  };
}

function programOf(decision: AuthModeDecision): ProgramToRun | undefined {
  switch (decision.mode) {
    case "credential-helper":
      return { key: "inferenceCredentialHelper", named: [decision.path] };
    case "profile": {
      const { profile, awsConfigDirectory, awsCliPath } = decision;
      const named = [profile, awsConfigDirectory, awsCliPath].filter((name) => name !== undefined);
      return { key: "inferenceBedrockProfile", named };
    }
    default:
      return undefined;
  }
}

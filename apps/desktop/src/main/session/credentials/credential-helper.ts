/** The administrator's helper program: run without arguments and without a shell, its token kept for its time to live. */
import type { CredentialHelperDecision } from "@latchkey/policy-reader";
import type { Clock } from "../../clock.ts";
import { unavailable } from "./session-credentials.ts";
import type { CredentialParts, CredentialResult, CredentialSource } from "./session-credentials.ts";
import { readHelperOutput } from "./helper-output.ts";
import { helperEnvironment } from "./program-environment.ts";
import { runProgram } from "./run-program.ts";
import type { ProgramEnd } from "./run-program.ts";
import { sharedRun } from "./shared-run.ts";

interface Kept {
  readonly result: CredentialResult;
  readonly from: number;
}

export function credentialHelperSource(
  decision: CredentialHelperDecision,
  parts: CredentialParts & { readonly sleep: Clock["sleep"] },
): CredentialSource {
  const { path, ttlSeconds, timeoutSeconds } = decision;
  let kept: Kept | undefined;

  const isFresh = ({ from }: Kept): boolean => {
    const age = parts.now() - from;
    // A clock that was set back proves nothing about the token's age.
    return age >= 0 && age < ttlSeconds * 1000;
  };

  const run = sharedRun(async (signal): Promise<CredentialResult> => {
    const from = parts.now();
    const end = await runProgram({
      program: path,
      arguments: [],
      environment: helperEnvironment(parts.environment),
      timeoutMs: timeoutSeconds * 1000,
      sleep: parts.sleep,
      signal,
    });
    const result = resultOf(end, decision);
    kept = result.status === "issued" ? { result, from } : undefined;
    return result;
  });

  return {
    async issue(signal) {
      signal?.throwIfAborted();
      return kept !== undefined && isFresh(kept) ? kept.result : run(signal);
    },
    discard: () => void (kept = undefined),
  };
}

function resultOf(end: ProgramEnd, { path, timeoutSeconds }: CredentialHelperDecision): CredentialResult {
  switch (end.status) {
    case "not-started":
      return end.errno === "ENOENT"
        ? unavailable(
            "helper-missing",
            `There is no credential helper at ${path}. Ask your administrator to install it, or to correct the policy.`,
          )
        : unavailable(
            "helper-not-executable",
            `The credential helper ${path} cannot be run (${end.errno}). Ask your administrator to make it an executable program.`,
          );
    case "timed-out":
      return unavailable(
        "timed-out",
        `The credential helper ${path} did not end within ${timeoutSeconds} seconds. Try again, or ask your administrator.`,
      );
    case "too-big":
      return unavailable(
        "output-too-big",
        `The credential helper ${path} printed more than a token is long. Ask your administrator to repair it.`,
      );
    case "exited":
      return end.code === 0 ? readOutput(end.stdout, path) : failed(end.code, path);
  }
}

function failed(code: number | null, path: string): CredentialResult {
  const how = code === null ? "was ended by a signal" : `failed with exit code ${code}`;
  return unavailable(
    "helper-failed",
    `The credential helper ${path} ${how}. Run it in a terminal to see why.`,
  );
}

function readOutput(stdout: string, path: string): CredentialResult {
  const output = readHelperOutput(stdout);
  if (output.status === "token") {
    return { status: "issued", credentials: { kind: "bearer-token", token: output.token } };
  }
  return unavailable(
    "helper-output",
    `The credential helper ${path} cannot be used: it printed ${output.problem}. Ask your administrator to repair it.`,
  );
}

/**
 * What went wrong, for callers to branch on.
 *
 * - `SANDBOX_ENV_FORBIDDEN_NAME`: `allow` names a variable that is never inherited, or `variables` one that it may not set.
 * - `SANDBOX_ENV_INVALID_REGION`: `region` is not an AWS region.
 * - `SANDBOX_ENV_INVALID_VALUE`: a name or value that no environment can carry, an empty one, or a base URL that is no origin.
 */
export type SandboxEnvErrorCode =
  | "SANDBOX_ENV_FORBIDDEN_NAME"
  | "SANDBOX_ENV_INVALID_REGION"
  | "SANDBOX_ENV_INVALID_VALUE";

/** A mistake of the caller. Its message names the variable, never a value. */
export class SandboxEnvError extends Error {
  override readonly name = "SandboxEnvError";
  readonly code: SandboxEnvErrorCode;

  constructor(code: SandboxEnvErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

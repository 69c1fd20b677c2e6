/**
 * What went wrong, for callers to branch on.
 *
 * - `SANDBOX_ENV_FORBIDDEN_NAME`: `allow` names a variable that is never inherited.
 * - `SANDBOX_ENV_INVALID_REGION`: `region` is not an AWS region.
 * - `SANDBOX_ENV_INVALID_VALUE`: a value holds a NUL character, which no environment can carry, or is empty.
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

/** Ends the decoding of one file. Internal: it becomes a diagnostic and never leaves the package. */
import type { PolicyDiagnosticCode } from "../policy-types.ts";

export class DecodeFailure extends Error {
  readonly code: PolicyDiagnosticCode;
  readonly key: string | undefined;

  /** @param reason holds no file content. */
  constructor(reason: string, code: PolicyDiagnosticCode = "malformed-file", key?: string) {
    super(reason);
    this.code = code;
    this.key = key;
  }
}

/** For a file, or one dictionary in it, that holds more than any policy would. */
export function tooMany(limit: number): DecodeFailure {
  return new DecodeFailure(`more than ${limit} values`, "too-many-keys");
}

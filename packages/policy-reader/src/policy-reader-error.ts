/** What this package throws: mistakes of its caller. Bad policy files are never thrown. */

export type PolicyReaderErrorCode =
  /** `readPolicy` was given two sources of one scope, so precedence would depend on their order. */
  | "POLICY_READER_DUPLICATE_SCOPE"
  /** An option is empty, or is not one of the documented values. */
  | "POLICY_READER_INVALID_OPTION";

export class PolicyReaderError extends Error {
  readonly code: PolicyReaderErrorCode;

  constructor(code: PolicyReaderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PolicyReaderError";
    this.code = code;
  }
}

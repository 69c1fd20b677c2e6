/** The one error of this package: what a caller of the in-process API got wrong. */

export type MockIdentityCenterErrorCode =
  | "SEED_INVALID"
  | "ADDRESS_UNAVAILABLE"
  | "UNKNOWN_USER_CODE"
  | "UNKNOWN_USER"
  | "UNKNOWN_GROUP"
  | "UNKNOWN_INSTANCE"
  | "UNKNOWN_SESSION"
  | "UNKNOWN_ASSIGNMENT"
  | "BROWSER_REFUSED"
  | "FAULT_INVALID"
  | "STATE_INVALID"
  | "STATE_OF_ANOTHER_SEED"
  | "STATE_IN_USE"
  | "STATE_UNWRITABLE"
  | "CLIENT_NOT_REACHABLE"
  | "ENVIRONMENT_UNQUOTABLE";

export class MockIdentityCenterError extends Error {
  readonly code: MockIdentityCenterErrorCode;

  constructor(code: MockIdentityCenterErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MockIdentityCenterError";
    this.code = code;
  }
}

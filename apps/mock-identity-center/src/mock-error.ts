/** The one error of this package: what a caller of the in-process API got wrong. */

export type MockIdentityCenterErrorCode =
  | "SEED_INVALID"
  | "ADDRESS_UNAVAILABLE"
  | "UNKNOWN_USER_CODE"
  | "USER_CODE_SPENT"
  | "UNKNOWN_USER"
  | "UNKNOWN_GROUP"
  | "UNKNOWN_ACCOUNT"
  | "UNKNOWN_PERMISSION_SET"
  | "UNKNOWN_INSTANCE"
  | "UNKNOWN_SESSION"
  | "UNKNOWN_ASSIGNMENT"
  | "UNKNOWN_FAULT"
  | "BROWSER_REFUSED"
  | "FAULT_INVALID"
  | "STATE_INVALID"
  | "STATE_OF_ANOTHER_SEED"
  | "STATE_IN_USE"
  | "STATE_UNWRITABLE"
  | "TLS_HOST_INVALID"
  | "TLS_DIRECTORY_UNUSABLE"
  | "PROXY_NEEDS_TLS"
  | "CLOCK_INVALID"
  | "CONTROL_TOKEN_INVALID"
  | "CONTROL_REFUSED"
  | "MOCK_UNREACHABLE"
  | "MOCK_CLOSED"
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

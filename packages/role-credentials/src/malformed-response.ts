/** Errors about a 200 that is not what was asked for; they name operation and field, never a value. */
import { RoleCredentialsError } from "./role-credentials-error.ts";

/** Makes the error for a field that is not what was expected. */
export type Malformed = (field: string, expected: string) => RoleCredentialsError;

/** The SDK's `$metadata`. */
interface Evidence {
  readonly httpStatusCode?: number | undefined;
  readonly requestId?: string | undefined;
}

export function malformedResponse(
  operation: string,
  { httpStatusCode: status, requestId }: Evidence,
): Malformed {
  return (field, expected) =>
    new RoleCredentialsError(
      "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      `${operation}: ${field}: expected ${expected}`,
      { status, requestId },
    );
}

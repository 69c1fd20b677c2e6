/** GetRoleCredentials: short-lived credentials of one permission set in one account. */
import { GetRoleCredentialsCommand } from "@aws-sdk/client-sso";
import { secret } from "@latchkey/secret";
import type { Secret } from "@latchkey/secret";
import { PortalRefusal } from "./guarded-handler.ts";
import { malformedResponse } from "./malformed-response.ts";
import type { Malformed } from "./malformed-response.ts";
import { refusedError } from "./portal-client.ts";
import type { CallOptions, Send } from "./portal-client.ts";

export interface GetRoleCredentialsRequest {
  readonly accessToken: Secret;
  /** Twelve digits. */
  readonly accountId: string;
  /** Name of the permission set. */
  readonly roleName: string;
}

export interface RoleCredentials {
  /** Not secret by itself; begins with `ASIA`. */
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiration: Date;
}

export type GetRoleCredentialsResult =
  | { readonly status: "issued"; readonly credentials: RoleCredentials }
  /** 401: the access token is not (or no longer) good. Refresh it once; if that does not help, sign in. */
  | { readonly status: "session-ended"; readonly requestId?: string }
  /** 403 or 404: signed in, but not assigned to this account and permission set. Signing in again does not help. */
  | { readonly status: "not-assigned"; readonly requestId?: string };

const OPERATION = "GetRoleCredentials";
const MAXIMUM_LENGTH = 16 * 1024;
/** The years 2001 and 2200 in epoch milliseconds: a number outside was not meant as milliseconds. */
const EARLIEST_EXPIRATION_MS = 1_000_000_000_000;
const LATEST_EXPIRATION_MS = 7_258_118_400_000;

export async function getRoleCredentials(
  send: Send,
  { accessToken, accountId, roleName }: GetRoleCredentialsRequest,
  options?: CallOptions,
): Promise<GetRoleCredentialsResult> {
  const command = new GetRoleCredentialsCommand({ accessToken: accessToken.reveal(), accountId, roleName });
  try {
    const answer = await send(
      OPERATION,
      (client, abortSignal) => client.send(command, { abortSignal }),
      options,
    );
    const malformed = malformedResponse(OPERATION, answer.$metadata);
    return { status: "issued", credentials: readCredentials(answer.roleCredentials, malformed) };
  } catch (error) {
    if (!(error instanceof PortalRefusal)) throw error;
    const requestId = error.requestId === undefined ? {} : { requestId: error.requestId };
    if (error.status === 401) return { status: "session-ended", ...requestId };
    if (error.status === 403 || error.status === 404) return { status: "not-assigned", ...requestId };
    throw refusedError(OPERATION, error);
  }
}

function readCredentials(answer: unknown, malformed: Malformed): RoleCredentials {
  if (typeof answer !== "object" || answer === null) throw malformed("roleCredentials", "an object");
  const values = answer as Readonly<Record<string, unknown>>;
  const text = (field: string): string => {
    const value = values[field];
    if (typeof value !== "string" || value === "") throw malformed(field, "text");
    if (value.length > MAXIMUM_LENGTH) throw malformed(field, `at most ${MAXIMUM_LENGTH} characters`);
    // It becomes a header and an environment variable.
    if (!/^[\x21-\x7e]+$/.test(value)) throw malformed(field, "visible ASCII");
    return value;
  };
  const { expiration } = values;
  const plausible =
    typeof expiration === "number" &&
    expiration >= EARLIEST_EXPIRATION_MS &&
    expiration <= LATEST_EXPIRATION_MS;
  if (!plausible) throw malformed("expiration", "epoch milliseconds");
  return {
    accessKeyId: text("accessKeyId"),
    secretAccessKey: secret(text("secretAccessKey")),
    sessionToken: secret(text("sessionToken")),
    expiration: new Date(expiration),
  };
}

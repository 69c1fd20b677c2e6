/** Signatures made with credentials that this mock minted. */

import type { Context } from "../core/context.ts";
import type { Call } from "../core/wire.ts";
import type { RoleCredentials } from "../state/records.ts";
import { verifySignature } from "./verify.ts";
import type { Verification } from "./verify.ts";

/** Dates are checked against the signature clock, the life of the credentials against the mock's. */
export function verifyRoleCredentials(
  context: Context,
  call: Call,
  service: string,
  regions: readonly string[],
): Verification<RoleCredentials> {
  const { headers } = call.request;
  // HTTP/2 has `:authority` where HTTP/1.1 has `host`; a signature may name either.
  const authority = headers[":authority"];
  const named = "host" in headers || authority === undefined ? headers : { ...headers, host: authority };
  return verifySignature(
    { ...call.request, headers: named },
    {
      service,
      regions,
      now: context.signatureNow(),
      find: (accessKeyId) => {
        const owner = context.store.credentials(accessKeyId);
        if (owner === undefined) return undefined;
        const expired = context.now() >= owner.expiresAt;
        return {
          keys: {
            secretAccessKey: context.store.secretAccessKey(owner),
            sessionToken: context.store.sessionToken(owner),
            expired,
          },
          owner,
        };
      },
    },
  );
}

/** CreateToken (RFC 8628 section 3.4, RFC 6749 section 6): one request, its answer checked. */
import { CreateTokenCommand } from "@aws-sdk/client-sso-oidc";
import type { Secret } from "@latchkey/secret";
import type { Clock } from "./clock.ts";
import { fieldsOf } from "./fields.ts";
import { DEVICE_CODE_GRANT, REFRESH_TOKEN_GRANT } from "./grant-types.ts";
import type { CallOptions, Send } from "./oidc-client.ts";
import type { ClientRegistration } from "./register-client.ts";

export interface TokenSet {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly expiresAt: Date;
}

export type Grant =
  | { readonly type: "device-code"; readonly deviceCode: Secret }
  | { readonly type: "refresh-token"; readonly refreshToken: Secret };

const LONGEST_TOKEN_LIFE_SECONDS = 400 * 86_400;

/** @throws {OAuthRefusal} for every OAuth error, expected ones included. */
export async function createToken(
  send: Send,
  clock: Clock,
  { clientId, clientSecret }: ClientRegistration,
  grant: Grant,
  options?: CallOptions,
): Promise<TokenSet> {
  const operation = "CreateToken";
  const client = { clientId, clientSecret: clientSecret.reveal() };
  const command = new CreateTokenCommand(
    grant.type === "device-code"
      ? { ...client, grantType: DEVICE_CODE_GRANT, deviceCode: grant.deviceCode.reveal() }
      : { ...client, grantType: REFRESH_TOKEN_GRANT, refreshToken: grant.refreshToken.reveal() },
  );
  // Counted from before the request: a slow answer must not make the token look longer-lived than it is.
  const askedAt = clock.now();
  const answer = await send(operation, (sdk, abortSignal) => sdk.send(command, { abortSignal }), options);
  const fields = fieldsOf(operation, answer);
  // A token of another kind could not be used as a bearer's (RFC 6749 section 7.1).
  fields.optionalWord("tokenType", "Bearer");
  const refreshToken = fields.optionalSecretText("refreshToken");
  return {
    accessToken: fields.secretText("accessToken"),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    expiresAt: new Date(askedAt + fields.positive("expiresIn", LONGEST_TOKEN_LIFE_SECONDS) * 1000),
  };
}

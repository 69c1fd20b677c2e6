/** Renews a sign-in with its refresh token (RFC 6749 section 6). */
import type { Secret } from "@latchkey/secret";
import type { Clock } from "./clock.ts";
import { createToken } from "./create-token.ts";
import type { TokenSet } from "./create-token.ts";
import { OAuthRefusal } from "./guarded-handler.ts";
import { oauthError } from "./oidc-client.ts";
import type { CallOptions, Send } from "./oidc-client.ts";
import { rejectsRegistration } from "./register-client.ts";
import type { ClientRegistration } from "./register-client.ts";

export interface RefreshRequest {
  /** The registration that the refresh token was issued to. */
  readonly registration: ClientRegistration;
  readonly refreshToken: Secret;
}

export type RefreshResult =
  /** `tokens.refreshToken` is the one to keep: the new one, or the old one when none was returned. */
  | { readonly status: "refreshed"; readonly tokens: TokenSet }
  /** The sign-in has ended; never present this refresh token again. */
  | {
      readonly status: "rejected";
      readonly error: "invalid_grant" | "expired_token" | "access_denied";
      readonly requestId?: string;
    }
  | { readonly status: "registration-rejected"; readonly requestId?: string };

export async function refresh(
  send: Send,
  clock: Clock,
  { registration, refreshToken }: RefreshRequest,
  options?: CallOptions,
): Promise<RefreshResult> {
  try {
    const grant = { type: "refresh-token", refreshToken } as const;
    const tokens = await createToken(send, clock, registration, grant, options);
    return { status: "refreshed", tokens: { refreshToken, ...tokens } };
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error;
    if (rejectsRegistration(error)) return { status: "registration-rejected", ...error.reference };
    const { error: code } = error;
    if (code === "invalid_grant" || code === "expired_token" || code === "access_denied") {
      return { status: "rejected", error: code, ...error.reference };
    }
    throw oauthError("CreateToken", error);
  }
}

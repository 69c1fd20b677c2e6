/** How a sign-in and its client registration stand in the vault. */
import type { ClientRegistration, TokenSet } from "@latchkey/oidc-device-flow";
import type { VaultEntry } from "@latchkey/token-vault";
import { z } from "zod";

/** A stored sign-in: tokens, and the client that they were issued to. */
export interface SignIn {
  readonly tokens: TokenSet;
  readonly clientId: string;
}

const instant = z.iso.datetime().transform((text) => new Date(text));
const signInMetadata = z.object({ clientId: z.string().min(1), expiresAt: instant });
const registrationMetadata = z.object({ clientId: z.string().min(1), expiresAt: instant });

export function signInToEntry({ tokens, clientId }: SignIn): VaultEntry {
  const { accessToken, refreshToken, expiresAt } = tokens;
  return {
    secrets: { accessToken, ...(refreshToken === undefined ? {} : { refreshToken }) },
    metadata: { clientId, expiresAt: expiresAt.toISOString() },
  };
}

/** `undefined` when an entry was decrypted but is not a sign-in that this version understands. */
export function signInFromEntry(entry: VaultEntry): SignIn | undefined {
  const metadata = signInMetadata.safeParse(entry.metadata);
  const { accessToken, refreshToken } = entry.secrets;
  if (!metadata.success || accessToken === undefined) return undefined;
  const { clientId, expiresAt } = metadata.data;
  return {
    clientId,
    tokens: { accessToken, expiresAt, ...(refreshToken === undefined ? {} : { refreshToken }) },
  };
}

export function registrationToEntry({ clientId, clientSecret, expiresAt }: ClientRegistration): VaultEntry {
  return { secrets: { clientSecret }, metadata: { clientId, expiresAt: expiresAt.toISOString() } };
}

export function registrationFromEntry(entry: VaultEntry): ClientRegistration | undefined {
  const metadata = registrationMetadata.safeParse(entry.metadata);
  const { clientSecret } = entry.secrets;
  if (!metadata.success || clientSecret === undefined) return undefined;
  return { ...metadata.data, clientSecret };
}

/** A client of the authorization-code grant: its registration, its PKCE pair and its address of `/authorize`. */

import { createHash } from "node:crypto";
import { authorizeInBrowser } from "../../src/index.ts";
import type { AuthorizeInBrowserOptions } from "../../src/index.ts";
import type { Client, Reply, Rig } from "./rig.ts";

export const redirectUri = "http://127.0.0.1:49152/oauth/callback";
/** The example of RFC 7636, appendix B. */
export const codeVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const codeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

export function registerNative(rig: Rig, overrides: Readonly<Record<string, unknown>> = {}): Promise<Client> {
  return rig.register({
    clientName: "a native app",
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: ["http://127.0.0.1/oauth/callback"],
    issuerUrl: rig.mock.startUrl,
    ...overrides,
  });
}

/** @param changes members to replace; those that are undefined are left out. */
export function authorizePath(
  { clientId }: Pick<Client, "clientId">,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const members = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state: "xyz",
    code_challenge_method: "S256",
    scopes: "sso:account:access",
    code_challenge: codeChallenge,
    ...changes,
  };
  const given = Object.entries(members).filter(
    (member): member is [string, string] => member[1] !== undefined,
  );
  return `/authorize?${new URLSearchParams(given).toString()}`;
}

/** Lets ada.lovelace allow the request, and gives the members of the redirect. */
export async function authorize(
  rig: Rig,
  path: string,
  options: Partial<AuthorizeInBrowserOptions> = {},
): Promise<URLSearchParams> {
  const location = await authorizeInBrowser({
    authorizeUrl: `${rig.mock.oidcUrl}${path}`,
    userName: "ada.lovelace",
    password: "engine-1843",
    ...options,
  });
  return new URL(location).searchParams;
}

export async function newCode(rig: Rig, client: Client): Promise<string> {
  return (await authorize(rig, authorizePath(client))).get("code") ?? "";
}

export function redeem(
  rig: Rig,
  { clientId, clientSecret }: Client,
  code: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const grant = { grantType: "authorization_code", code, redirectUri, codeVerifier };
  return rig.post("/token", { clientId, clientSecret, ...grant, ...changes });
}

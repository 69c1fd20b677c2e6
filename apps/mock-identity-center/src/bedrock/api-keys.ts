/** Bearer tokens in place of a signature: Bedrock API keys. */

import type { Context } from "../core/context.ts";
import type { Call } from "../core/wire.ts";
import type { SeedBedrockApiKey } from "../seed/seed.ts";

export type ApiKeyCheck =
  | { readonly status: "accepted"; readonly key: SeedBedrockApiKey; readonly region: string }
  | { readonly status: "refused"; readonly body: Readonly<Record<string, string>> };

/** As AWS spells it, with a capital letter: what comes before the service itself. */
const notAKey = { Message: "Authentication failed: Please make sure your API Key is valid." };
const ended = { message: "Bearer Token has expired" };

/** What a bearer token has to be allowed to do besides the call itself. */
export const bearerAction = "bedrock:CallWithBearerToken";

/** Undefined when the request does not carry a bearer token. */
export function checkApiKey(context: Context, { request }: Call): ApiKeyCheck | undefined {
  const { authorization = "" } = request.headers;
  const [scheme, token] = authorization.split(" ", 2);
  if (scheme !== "Bearer") return undefined;
  const key = context.bedrockApiKeys.find(
    ({ apiKey }) => apiKey === token && authorization === `Bearer ${token}`,
  );
  if (key === undefined) return { status: "refused", body: notAKey };
  const { expiresAt } = key;
  if (expiresAt !== undefined && context.now() >= Date.parse(expiresAt))
    return { status: "refused", body: ended };
  return { status: "accepted", key, region: regionOf(context, request.headers) };
}

/** A bearer token names no region; the host does. */
function regionOf(
  { bedrockRegions }: Context,
  headers: Readonly<Record<string, string | undefined>>,
): string {
  const host = headers["host"] ?? headers[":authority"] ?? "";
  const [, named] = /^bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\./.exec(host) ?? [];
  return named ?? bedrockRegions[0] ?? "us-east-1";
}

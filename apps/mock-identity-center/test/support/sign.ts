/** Signs raw requests, with the functions that the published vectors have been held against. */

import { canonicalRequest } from "../../src/sigv4/canonical-request.ts";
import { signatureOf, stringToSign } from "../../src/sigv4/signature.ts";
import type { Reply, Rig } from "./rig.ts";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Signing {
  readonly service?: string;
  readonly region?: string;
  /** Epoch milliseconds of the signature; the wall clock's by default. */
  readonly at?: number;
}

/** Mints credentials for a user's role. */
export async function mintKeys(rig: Rig, userName?: string, roleName = "BedrockInference"): Promise<Keys> {
  const { accessToken } = await rig.signIn(userName);
  const path = `/federation/credentials?role_name=${roleName}&account_id=111122223333`;
  const { json } = await rig.portal(path, accessToken);
  const { accessKeyId, secretAccessKey, sessionToken } = json["roleCredentials"] as Keys;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The headers of a signed request; `host` is left for the client to set. */
export function signedHeaders(
  rig: Rig,
  keys: Keys,
  request: { readonly method: string; readonly target: string; readonly body: string },
  { service = "bedrock", region = "us-east-1", at = Date.now() }: Signing = {},
): Record<string, string> {
  const timestamp = `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const headers = {
    host: new URL(rig.mock.url).host,
    "x-amz-date": timestamp,
    "x-amz-security-token": keys.sessionToken,
  };
  const names = Object.keys(headers).toSorted();
  const scope = { date: timestamp.slice(0, 8), region, service };
  const canonical = canonicalRequest({ ...request, headers, body: Buffer.from(request.body) }, names);
  const signature = signatureOf(keys.secretAccessKey, scope, stringToSign(timestamp, scope, canonical));
  const credential = `${keys.accessKeyId}/${scope.date}/${region}/${service}/aws4_request`;
  return {
    "x-amz-date": timestamp,
    "x-amz-security-token": keys.sessionToken,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Sends a signed POST; `change` may spoil the headers after signing. */
export function postSigned(
  rig: Rig,
  keys: Keys,
  target: string,
  body: string,
  signing: Signing = {},
  change: (headers: Record<string, string>) => Record<string, string> = (headers) => headers,
): Promise<Reply> {
  const headers = signedHeaders(rig, keys, { method: "POST", target, body }, signing);
  return rig.send("POST", target, { body, headers: change(headers) });
}

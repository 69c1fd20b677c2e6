/** The Authorization header of Signature Version 4. */

import type { CredentialScope } from "./signature.ts";

export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export type ParsedAuthorization =
  | { readonly status: "parsed"; readonly authorization: Authorization }
  | { readonly status: "absent" }
  /** `missing` names the parameters that AWS's message lists. */
  | { readonly status: "incomplete"; readonly missing: readonly string[] };

export function parseAuthorization(header: string | undefined): ParsedAuthorization {
  if (header === undefined || header === "") return { status: "absent" };
  const algorithm = "AWS4-HMAC-SHA256";
  if (!header.startsWith(`${algorithm} `)) return { status: "absent" };
  const parameters = new Map<string, string>();
  for (const part of header.slice(algorithm.length).split(",")) {
    const [, name, value] = /^\s*(\w+)=(\S+)\s*$/.exec(part) ?? [];
    if (name !== undefined && value !== undefined) parameters.set(name, value);
  }
  const credential = parameters.get("Credential");
  const signedHeaders = parameters.get("SignedHeaders");
  const signature = parameters.get("Signature");
  const [accessKeyId, date, region, service, terminator, ...rest] = credential?.split("/") ?? [];
  const scoped = date && region && service && terminator === "aws4_request" && rest.length === 0;
  if (!accessKeyId || !scoped || signedHeaders === undefined || signature === undefined) {
    const given = { Credential: accessKeyId && scoped, Signature: signature, SignedHeaders: signedHeaders };
    return {
      status: "incomplete",
      missing: Object.entries(given).flatMap(([name, value]) => (value ? [] : [name])),
    };
  }
  return {
    status: "parsed",
    authorization: {
      accessKeyId,
      scope: { date, region, service },
      signedHeaders: signedHeaders.split(";"),
      signature,
    },
  };
}

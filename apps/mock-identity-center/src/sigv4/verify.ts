/** Checks a request's Signature Version 4 the way AWS's services do, in their order and with their words. */

import { timingSafeEqual } from "node:crypto";
import { parseAuthorization } from "./authorization.ts";
import type { Authorization } from "./authorization.ts";
import { canonicalRequest } from "./canonical-request.ts";
import type { SignedRequest } from "./canonical-request.ts";
import { signatureOf, stringToSign } from "./signature.ts";

/** What the verifier has to know about an access key. */
export interface SigningCredentials {
  readonly secretAccessKey: string;
  /** Undefined for keys that need no session token. */
  readonly sessionToken: string | undefined;
  readonly expired: boolean;
}

export interface Expectations<C> {
  readonly service: string;
  readonly regions: readonly string[];
  /** Epoch milliseconds that the signature's date is compared with. */
  readonly now: number;
  readonly find: (
    accessKeyId: string,
  ) => { readonly keys: SigningCredentials; readonly owner: C } | undefined;
}

export type SignatureProblem =
  | "missing-authentication"
  | "incomplete-signature"
  | "unknown-key"
  | "expired-credentials"
  | "invalid-signature";

export type Verification<C> =
  | { readonly status: "verified"; readonly owner: C; readonly region: string }
  | Refusal;

export interface Refusal {
  readonly status: "refused";
  readonly problem: SignatureProblem;
  readonly message: string;
}

const toleratedSkewMs = 5 * 60_000;
const messages = {
  missing: "Missing Authentication Token",
  unknown: "The security token included in the request is invalid.",
  expired: "The security token included in the request is expired",
  mismatch:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
};

/** Verifies the signature over the method, the target, the signed headers and the body. */
export function verifySignature<C>(request: SignedRequest, expected: Expectations<C>): Verification<C> {
  const parsed = parseAuthorization(request.headers["authorization"]);
  if (parsed.status === "absent") return refuse("missing-authentication", messages.missing);
  if (parsed.status === "incomplete")
    return refuse(
      "incomplete-signature",
      parsed.missing.map((name) => `Authorization header requires '${name}' parameter.`).join(" "),
    );
  const { authorization } = parsed;
  const timestamp = request.headers["x-amz-date"];
  const signedAt = parseTimestamp(timestamp);
  if (timestamp === undefined || signedAt === undefined)
    return refuse(
      "incomplete-signature",
      "Authorization header requires existence of a valid 'X-Amz-Date' header in the format YYYYMMDDTHHMMSSZ.",
    );
  const formal =
    checkSignedHeaders(request, authorization) ??
    checkScope(authorization, timestamp, expected) ??
    checkSkew(timestamp, signedAt, expected.now);
  if (formal !== undefined) return refuse("invalid-signature", formal);

  const found = expected.find(authorization.accessKeyId);
  if (found === undefined || request.headers["x-amz-security-token"] !== found.keys.sessionToken)
    return refuse("unknown-key", messages.unknown);
  if (found.keys.expired) return refuse("expired-credentials", messages.expired);
  const canonical = canonicalRequest(request, authorization.signedHeaders);
  const text = stringToSign(timestamp, authorization.scope, canonical);
  const signature = signatureOf(found.keys.secretAccessKey, authorization.scope, text);
  if (!sameText(signature, authorization.signature)) return refuse("invalid-signature", messages.mismatch);
  return { status: "verified", owner: found.owner, region: authorization.scope.region };
}

function refuse(problem: SignatureProblem, message: string): Refusal {
  return { status: "refused", problem, message };
}

function checkSignedHeaders(request: SignedRequest, { signedHeaders }: Authorization): string | undefined {
  if (!signedHeaders.includes("host") && !signedHeaders.includes(":authority"))
    return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  for (const name of ["x-amz-date", "x-amz-security-token"]) {
    if (request.headers[name] !== undefined && !signedHeaders.includes(name))
      return `'${name}' must be a 'SignedHeader' in the AWS Authorization.`;
  }
  const sorted = signedHeaders.every((name, index) => index === 0 || (signedHeaders[index - 1] ?? "") < name);
  const present = signedHeaders.every((name) => request.headers[name] !== undefined);
  return sorted && present ? undefined : messages.mismatch;
}

function checkScope(
  { scope }: Authorization,
  timestamp: string,
  expected: Pick<Expectations<unknown>, "service" | "regions">,
): string | undefined {
  if (scope.service !== expected.service)
    return `Credential should be scoped to correct service: '${expected.service}'. `;
  if (!expected.regions.includes(scope.region)) return "Credential should be scoped to a valid region. ";
  const day = timestamp.slice(0, 8);
  return scope.date === day
    ? undefined
    : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${timestamp}'.`;
}

function checkSkew(timestamp: string, signedAt: number, now: number): string | undefined {
  if (signedAt < now - toleratedSkewMs)
    return `Signature expired: ${timestamp} is now earlier than ${formatTimestamp(now - toleratedSkewMs)} (${formatTimestamp(now)} - 5 min.)`;
  if (signedAt > now + toleratedSkewMs)
    return `Signature not yet current: ${timestamp} is still later than ${formatTimestamp(now + toleratedSkewMs)} (${formatTimestamp(now)} + 5 min.)`;
  return undefined;
}

function parseTimestamp(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? "");
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function formatTimestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

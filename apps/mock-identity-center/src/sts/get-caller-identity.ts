/** STS in the query protocol: GetCallerIdentity, `Action=GetCallerIdentity&Version=2011-06-15`. */

import type { Context } from "../core/context.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { verifyRoleCredentials } from "../sigv4/verify-role-credentials.ts";
import type { SignatureProblem } from "../sigv4/verify.ts";
import { assumedRoleArn, assumedRoleUserId } from "../state/role-identity.ts";
import { escapeXml, namespace, stsError, xmlResponse } from "./sts-answer.ts";

const problems: Readonly<Record<SignatureProblem, { readonly code: string; readonly status: number }>> = {
  "missing-authentication": { code: "MissingAuthenticationToken", status: 403 },
  "incomplete-signature": { code: "IncompleteSignature", status: 400 },
  "unknown-key": { code: "InvalidClientTokenId", status: 403 },
  "expired-credentials": { code: "ExpiredToken", status: 403 },
  "invalid-signature": { code: "SignatureDoesNotMatch", status: 403 },
};

/** Any STS request; the only operation is GetCallerIdentity. */
export function handleSts(context: Context, call: Call): WireResponse {
  const form = new URLSearchParams(
    call.request.method === "GET" ? call.query : Buffer.from(call.request.body).toString(),
  );
  const action = form.get("Action");
  const version = form.get("Version");
  if (action === null)
    return stsError(call, 400, "MissingAction", "The request must contain the parameter Action");
  if (action !== "GetCallerIdentity" || version !== "2011-06-15")
    return stsError(call, 400, "InvalidAction", "Could not find the operation or version that was asked for");
  const regions = [
    ...context.directories.map((directory) => directory.region),
    ...context.bedrockRegions,
    "us-east-1",
  ];
  const verified = verifyRoleCredentials(context, call, "sts", regions);
  if (verified.status === "refused") {
    const { code, status } = problems[verified.problem];
    return stsError(call, status, code, verified.message);
  }
  const credentials = verified.owner;
  call.note.userName = credentials.user.userName;
  return xmlResponse(
    call,
    200,
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>` +
      `<Arn>${escapeXml(assumedRoleArn(credentials))}</Arn>` +
      `<UserId>${escapeXml(assumedRoleUserId(credentials))}</UserId>` +
      `<Account>${credentials.account.accountId}</Account>` +
      `</GetCallerIdentityResult><ResponseMetadata><RequestId>${call.requestId}</RequestId></ResponseMetadata>` +
      `</GetCallerIdentityResponse>`,
  );
}

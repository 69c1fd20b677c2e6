/** A Converse call, signed with role credentials of the mock. */

import { canonicalRequest } from "../../../../apps/mock-identity-center/src/sigv4/canonical-request.ts";
import { signatureOf, stringToSign } from "../../../../apps/mock-identity-center/src/sigv4/signature.ts";
import type { HttpRequest } from "../load/connection.ts";
import { ask } from "../load/load.ts";
import type { Load } from "../load/load.ts";
import type { ServerProcess } from "../load/server-process.ts";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const target = `/model/${encodeURIComponent("anthropic.claude-3-haiku-20240307-v1:0")}/converse`;
const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Which day is it?" }] }] });

/** Signed once: the mock, like AWS, takes a signature again for five minutes. */
export async function converseRequest(
  server: ServerProcess,
  load: Load,
  credentials: HttpRequest,
): Promise<HttpRequest> {
  const answers: string[] = [];
  await load.each(1, async (connection) => {
    answers.push(await ask(connection, credentials, { status: 200, text: "sessionToken" }));
  });
  const { roleCredentials } = JSON.parse(answers[0] ?? "{}") as { readonly roleCredentials: Keys };
  return { method: "POST", path: target, headers: signed(server, roleCredentials), body };
}

function signed(server: ServerProcess, keys: Keys): Record<string, string> {
  const timestamp = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const scope = { date: timestamp.slice(0, 8), region: "us-east-1", service: "bedrock" };
  const headers = {
    host: new URL(server.url).host,
    "x-amz-date": timestamp,
    "x-amz-security-token": keys.sessionToken,
  };
  const names = Object.keys(headers);
  const canonical = canonicalRequest({ method: "POST", target, headers, body: Buffer.from(body) }, names);
  const signature = signatureOf(keys.secretAccessKey, scope, stringToSign(timestamp, scope, canonical));
  const credential = `${keys.accessKeyId}/${scope.date}/us-east-1/bedrock/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, authorization, "content-type": "application/json" };
}

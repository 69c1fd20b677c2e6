/** Signed requests over HTTP/1.1 and cleartext HTTP/2, with every part of the signature in the caller's hand. */

import { connect } from "node:http2";
import { canonicalRequest } from "../../src/sigv4/canonical-request.ts";
import { signatureOf, stringToSign } from "../../src/sigv4/signature.ts";
import type { Rig } from "./rig.ts";
import type { Keys } from "./sign.ts";

export type Transport = "HTTP/1.1" | "HTTP/2";

export interface SignedCall {
  readonly target: string;
  readonly service: string;
  readonly region: string;
  readonly body: string;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly signedAt: number;
  /** What the name of the host is signed as. */
  readonly host: "host" | ":authority";
  /** The names that are signed, and their order; sorted, as they must be, by default. */
  readonly nameOrder?: ((sorted: readonly string[]) => readonly string[]) | undefined;
}

export interface SignedReply {
  readonly status: number;
  readonly errorType: string | undefined;
  readonly text: string;
}

export type Headers = Readonly<Record<string, string>>;

/** The headers of a call, without the host's: that one is the transport's. */
export function sign(rig: Rig, call: SignedCall): Headers {
  const { target, service, region, body, keys, signedAt, host, nameOrder } = call;
  const timestamp = `${new Date(signedAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const headers: Record<string, string> = {
    [host]: new URL(rig.mock.url).host,
    "x-amz-date": timestamp,
    "x-amz-security-token": keys.sessionToken,
  };
  const sorted = Object.keys(headers).toSorted();
  const names = nameOrder?.(sorted) ?? sorted;
  const scope = { date: timestamp.slice(0, 8), region, service };
  const canonical = canonicalRequest({ method: "POST", target, headers, body: Buffer.from(body) }, names);
  const signature = signatureOf(keys.secretAccessKey, scope, stringToSign(timestamp, scope, canonical));
  const credential = `${keys.accessKeyId}/${scope.date}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { "x-amz-date": timestamp, "x-amz-security-token": keys.sessionToken, authorization };
}

export async function post(
  rig: Rig,
  transport: Transport,
  target: string,
  headers: Headers,
  body: string,
): Promise<SignedReply> {
  if (transport === "HTTP/2") return postHttp2(rig, target, headers, body);
  const reply = await rig.send("POST", target, { headers, body });
  return {
    status: reply.status,
    errorType: reply.headers.get("x-amzn-errortype") ?? undefined,
    text: reply.text,
  };
}

function postHttp2(rig: Rig, target: string, headers: Headers, body: string): Promise<SignedReply> {
  const session = connect(rig.mock.url);
  return new Promise<SignedReply>((resolve, reject) => {
    const stream = session.request({ ":method": "POST", ":path": target, ...headers });
    let head: Pick<SignedReply, "status" | "errorType"> = { status: 0, errorType: undefined };
    let text = "";
    stream.setEncoding("utf8");
    stream.on("response", (fields) => {
      const errorType = fields["x-amzn-errortype"];
      head = {
        status: Number(fields[":status"]),
        errorType: errorType === undefined ? undefined : String(errorType),
      };
    });
    stream.on("data", (chunk: string) => {
      text += chunk;
    });
    stream.on("error", reject);
    stream.on("end", () => resolve({ ...head, text }));
    stream.end(body);
  }).finally(() => session.close());
}

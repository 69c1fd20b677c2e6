/** A Converse call, signed with role credentials of the mock. */

import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import type { HttpRequest } from "../load/connection.ts";
import { ask } from "../load/load.ts";
import type { Load } from "../load/load.ts";
import type { ServerProcess } from "../load/server-process.ts";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const modelId = "anthropic.claude-3-haiku-20240307-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Which day is it?" }] }];

interface SentRequest {
  readonly method: "POST";
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

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
  return await signed(server, roleCredentials);
}

/** What the AWS SDK would have sent. */
async function signed(
  server: ServerProcess,
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
): Promise<HttpRequest> {
  const sent = Promise.withResolvers<SentRequest>();
  const client = new BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: server.url,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: unknown) => {
        sent.resolve(request as SentRequest);
        return Promise.reject(new Error("only the signature was wanted"));
      },
    },
  });
  await client.send(new ConverseCommand({ modelId, messages })).catch(sent.reject);
  const { method, path, headers, body } = await sent.promise;
  return { method, path, headers, body: new TextDecoder().decode(body) };
}

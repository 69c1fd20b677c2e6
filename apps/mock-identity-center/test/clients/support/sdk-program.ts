/**
 * A program of its own with the AWS SDK for JavaScript, which reads the shared configuration once per process.
 *
 * Nothing in it knows the mock: endpoints, region and sign-in come from the environment and the home folder. It makes
 * the calls that its arguments name, one after the other, and prints one line of JSON for each.
 */

import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromSSO } from "@aws-sdk/credential-providers";
import { fromSso } from "@aws-sdk/token-providers";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Hello from a fresh process" }] }];

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  identity: async () =>
    (await new STSClient({ credentials: fromSSO() }).send(new GetCallerIdentityCommand({}))).Arn,
  "identity by the default chain": async () =>
    (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn,
  "minutes of the token": async () => minutesLeft((await fromSso()()).expiration),
  "converse over HTTP/2": () => converse(bedrock()),
  "converse over HTTP/1.1": () => converse(bedrock({ requestHandler: new NodeHttpHandler() })),
  "stream over HTTP/2": () => stream(bedrock()),
  "stream over HTTP/1.1": () => stream(bedrock({ requestHandler: new NodeHttpHandler() })),
};

for (const name of process.argv.slice(2)) process.stdout.write(`${JSON.stringify(await outcomeOf(name))}\n`);

function minutesLeft(expiration: Date | undefined): number {
  return Math.round(((expiration?.getTime() ?? 0) - Date.now()) / 60_000);
}

async function outcomeOf(name: string): Promise<unknown> {
  try {
    return { value: await calls[name]?.() };
  } catch (error) {
    const { name: kind, message } = error as Error;
    return { error: kind, message };
  }
}

function bedrock(transport: { readonly requestHandler?: NodeHttpHandler } = {}): BedrockRuntimeClient {
  return new BedrockRuntimeClient({ credentials: fromSSO(), maxAttempts: 1, ...transport });
}

async function converse(client: BedrockRuntimeClient): Promise<unknown> {
  const { output } = await client.send(new ConverseCommand({ modelId, messages }));
  client.destroy();
  return output?.message?.content?.[0]?.text;
}

async function stream(client: BedrockRuntimeClient): Promise<unknown> {
  const { stream: events = [] } = await client.send(new ConverseStreamCommand({ modelId, messages }));
  const pieces: string[] = [];
  for await (const event of events) pieces.push(event.contentBlockDelta?.delta?.text ?? "");
  client.destroy();
  return pieces.join("");
}

/** TLS: both versions of HTTP on one port, and the AWS SDK for JavaScript over each of them. */

import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:tls";
import { BedrockRuntimeClient, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import type { BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { expect, test } from "vitest";
import { trustAuthority } from "../support/certificates.ts";
import { useHostileEnvironment } from "../support/hostile-environment.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys } from "../support/sign.ts";
import { nothingLeftOpen } from "../support/wire.ts";

useHostileEnvironment();

async function startTlsRig(): Promise<Rig> {
  const rig = await startRig({ tls: true, clock: { now: Date.now } });
  trustAuthority(rig.mock);
  return rig;
}

test.for([
  [["h2", "http/1.1"], "h2"],
  [["http/1.1"], "http/1.1"],
  [[], false],
] as const)("a client that offers %j gets %s", async ([offered, chosen]) => {
  await using rig = await startTlsRig();
  const socket = connect({ port: Number(new URL(rig.mock.url).port), ALPNProtocols: [...offered] });
  await once(socket, "secureConnect");
  expect(socket.alpnProtocol).toBe(chosen);
  socket.destroy();
});

test("the pages' and services' addresses are https", async () => {
  await using rig = await startTlsRig();
  const client = await rig.register();
  const device = await rig.startDevice(client);
  expect(device.verificationUriComplete).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/device\?user_code=/);
  expect(rig.mock.oidcUrl).toBe(rig.mock.url);
  expect((await fetch(device.verificationUriComplete)).status).toBe(200);
});

const transports: readonly (readonly [string, Pick<BedrockRuntimeClientConfig, "requestHandler">])[] = [
  ["HTTP/2, the SDK's default", {}],
  ["HTTP/1.1 with NodeHttpHandler", { requestHandler: new NodeHttpHandler() }],
];

test.for(transports)("Bedrock over TLS and %s", async ([, transport]) => {
  await using rig = await startTlsRig();
  const client = new BedrockRuntimeClient({
    region: rig.mock.region,
    endpoint: rig.mock.bedrockUrl,
    credentials: await mintKeys(rig),
    maxAttempts: 1,
    ...transport,
  });
  const messages = [{ role: "user" as const, content: [{ text: "Good day" }] }];
  const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
  const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages }));
  const pieces: string[] = [];
  for await (const event of stream ?? []) pieces.push(event.contentBlockDelta?.delta?.text ?? "");
  expect(pieces.join("")).toBe("This is Claude Sonnet 4 (mock). Your message has 2 words: Good day");
  client.destroy();
});

test("STS over TLS", async () => {
  await using rig = await startTlsRig();
  const credentials = await mintKeys(rig);
  const client = new STSClient({ region: rig.mock.region, endpoint: rig.mock.stsUrl, credentials });
  expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe("111122223333");
  client.destroy();
});

test("a client that does not trust the authority is refused by itself, and the mock goes on", async () => {
  await using rig = await startRig({ tls: true });
  await expect(fetch(rig.mock.url)).rejects.toMatchObject({
    cause: { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
  });
  trustAuthority(rig.mock);
  expect(await rig.register()).toHaveProperty("clientId");
});

test("closing drops connections of both versions and leaves no socket", async () => {
  const rig = await startTlsRig();
  const session = connectHttp2(rig.mock.url);
  await once(session, "connect");
  const socket = connect({ port: Number(new URL(rig.mock.url).port) });
  await once(socket, "secureConnect");
  const ended = Promise.all([once(session, "close"), once(socket, "close")]);
  await rig.mock.close();
  await expect(ended).resolves.toHaveLength(2);
  await nothingLeftOpen();
});

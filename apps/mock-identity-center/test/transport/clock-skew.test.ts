/** The `Date` header: a client whose clock is wrong is refused, corrects itself from the answer, and goes on. */

import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, onTestFinished, test } from "vitest";
import type { MockIdentityCenterOptions } from "../../src/index.ts";
import { trustAuthority } from "../support/certificates.ts";
import { useHostileEnvironment } from "../support/hostile-environment.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys } from "../support/sign.ts";

useHostileEnvironment();

const hour = 3_600_000;
const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Good day" }] }];
/** A world that is so far ahead of the client: nothing else tells a client whose clock is wrong. */
const ahead = (skew: number): MockIdentityCenterOptions => ({
  signatureClock: "mock",
  clock: { now: () => Date.now() + skew },
});

async function start(options: MockIdentityCenterOptions): Promise<Rig> {
  const rig = await startRig(options);
  if (rig.mock.caCertificate !== undefined) trustAuthority(rig.mock);
  return rig;
}

async function stsClient(rig: Rig): Promise<STSClient> {
  const { region, stsUrl: endpoint } = rig.mock;
  const credentials = await mintKeys(rig);
  const client = new STSClient({ region, endpoint, credentials, maxAttempts: 2 });
  onTestFinished(() => client.destroy());
  return client;
}

/** Status and error of each call that is signed. */
function signedCalls(rig: Rig): readonly (readonly [number, string | undefined])[] {
  return rig.mock
    .requests()
    .filter(({ operation }) => ["GetCallerIdentity", "Converse"].includes(operation))
    .map(({ status, error }) => [status, error]);
}

const dateOf = async (rig: Rig): Promise<number> =>
  Date.parse((await rig.send("GET", "/nothing")).headers.get("date") ?? "");

test.for([
  ["an hour behind, cleartext", hour, undefined],
  ["an hour ahead, cleartext", -hour, undefined],
  ["an hour behind, TLS", hour, true],
  ["an hour ahead, TLS", -hour, true],
] as const)("STS: a client %s", async ([, skew, tls]) => {
  await using rig = await start({ ...ahead(skew), tls });
  const client = await stsClient(rig);
  const identity = await client.send(new GetCallerIdentityCommand({}));
  expect(identity.Account).toBe("111122223333");
  await client.send(new GetCallerIdentityCommand({}));
  expect(signedCalls(rig)).toEqual([
    [403, "SignatureDoesNotMatch"],
    [200, undefined],
    [200, undefined],
  ]);
});

test.for([
  ["cleartext HTTP/2", undefined],
  ["HTTP/2 over TLS", true],
] as const)("Bedrock over %s: a client an hour behind", async ([, tls]) => {
  await using rig = await start({ ...ahead(hour), tls });
  const { region, bedrockUrl: endpoint } = rig.mock;
  const credentials = await mintKeys(rig);
  const client = new BedrockRuntimeClient({ region, endpoint, credentials });
  await client.send(new ConverseCommand({ modelId, messages }));
  expect(signedCalls(rig)).toEqual([
    [403, "InvalidSignatureException"],
    [200, undefined],
  ]);
  client.destroy();
});

test("signatureClock wall: Date stays on the wall clock, and an advance disturbs no signature", async () => {
  await using rig = await start({});
  const client = await stsClient(rig);
  rig.mock.clock.advance(2 * hour);
  await client.send(new GetCallerIdentityCommand({}));
  await client.send(new GetCallerIdentityCommand({}));
  expect(signedCalls(rig)).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
  expect(Math.abs((await dateOf(rig)) - Date.now())).toBeLessThan(5000);
});

test("signatureClock mock: Date is the mock's time; after an advance a client is refused once and follows", async () => {
  await using rig = await start({ signatureClock: "mock" });
  const client = await stsClient(rig);
  await client.send(new GetCallerIdentityCommand({}));
  rig.mock.clock.advance(2 * hour);
  await client.send(new GetCallerIdentityCommand({}));
  await client.send(new GetCallerIdentityCommand({}));
  const refused = [403, "SignatureDoesNotMatch"];
  const fine = [200, undefined];
  expect(signedCalls(rig)).toEqual([refused, fine, refused, fine, fine]);
  expect(await dateOf(rig)).toBe(rig.mock.clock.now());
});

test("one Date header on every kind of answer, and none beside it", async () => {
  await using rig = await start({ signatureClock: "mock" });
  const expected = new Date(rig.mock.clock.now()).toUTCString();
  rig.mock.faults.add({ kind: "html", status: 502 });
  for (const path of ["/device", "/", "/token", "/model/x/converse", "/device"])
    expect((await rig.send("POST", path, { body: "{}" })).headers.get("date")).toBe(expected);
});

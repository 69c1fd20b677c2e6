/** Signatures of STS and Bedrock as they arrive, over both transports: the good ones, and each way to damage one. */

import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys } from "../support/sign.ts";
import { post, sign } from "../support/signed-call.ts";
import type { Headers, SignedCall, SignedReply, Transport } from "../support/signed-call.ts";

const services = {
  bedrock: {
    target: "/model/us.anthropic.claude-sonnet-4-20250514-v1%3A0/converse",
    body: '{"messages":[{"role":"user","content":[{"text":"x"}]}]}',
  },
  sts: { target: "/", body: "Action=GetCallerIdentity&Version=2011-06-15" },
} as const;
type Service = keyof typeof services;

const minute = 60_000;

/** What each service calls a refusal; the status is 403 but where AWS says otherwise. */
const refusals = {
  invalid: { bedrock: [403, "InvalidSignatureException"], sts: [403, "SignatureDoesNotMatch"] },
  unknown: { bedrock: [403, "UnrecognizedClientException"], sts: [403, "InvalidClientTokenId"] },
  expired: { bedrock: [403, "ExpiredTokenException"], sts: [403, "ExpiredToken"] },
  incomplete: { bedrock: [403, "IncompleteSignatureException"], sts: [400, "IncompleteSignature"] },
  missing: {
    bedrock: [403, "MissingAuthenticationTokenException"],
    sts: [403, "MissingAuthenticationToken"],
  },
} as const;

interface Damage {
  /** Before signing. */
  readonly call?: (call: SignedCall, rig: Rig) => SignedCall | Promise<SignedCall>;
  /** After signing. */
  readonly headers?: (headers: Headers, call: SignedCall) => Headers;
  readonly body?: string;
  readonly target?: string;
  readonly refusal: keyof typeof refusals;
  readonly words: RegExp;
}

const mismatch = /The request signature we calculated does not match the signature you provided/;
const authorization =
  (change: (text: string) => string): NonNullable<Damage["headers"]> =>
  (headers) => ({ ...headers, authorization: change(headers["authorization"] ?? "") });
const without =
  (name: string): NonNullable<Damage["headers"]> =>
  (headers) =>
    Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));

const damages: Readonly<Record<string, Damage>> = {
  "one bit of the signature flipped": {
    headers: authorization(
      (text) => `${text.slice(0, -1)}${(Number.parseInt(text.slice(-1), 16) ^ 1).toString(16)}`,
    ),
    refusal: "invalid",
    words: mismatch,
  },
  "a sound signature over headers in another order": {
    call: (call) => ({ ...call, nameOrder: (names) => names.toReversed() }),
    refusal: "invalid",
    words: mismatch,
  },
  "signed headers swapped afterwards": {
    headers: authorization((text) =>
      text.replace("x-amz-date;x-amz-security-token", "x-amz-security-token;x-amz-date"),
    ),
    refusal: "invalid",
    words: mismatch,
  },
  "a sound signature over a header that is not sent": {
    call: (call) => ({ ...call, nameOrder: (names) => [...names, "x-missing"] }),
    refusal: "invalid",
    words: mismatch,
  },
  "a host that is not signed": {
    headers: authorization((text) => text.replace(/(SignedHeaders=)[^;]+;/, "$1")),
    refusal: "invalid",
    words: /'Host' or ':authority' must be a 'SignedHeader'/,
  },
  "a signature of six minutes ago": {
    call: (call) => ({ ...call, signedAt: call.signedAt - 6 * minute }),
    refusal: "invalid",
    words: /Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)/,
  },
  "a signature of six minutes to come": {
    call: (call) => ({ ...call, signedAt: call.signedAt + 6 * minute }),
    refusal: "invalid",
    words: /Signature not yet current: \d{8}T\d{6}Z is still later than/,
  },
  "another region": {
    call: (call) => ({ ...call, region: "ap-south-2" }),
    refusal: "invalid",
    words: /valid region/,
  },
  "another service": {
    call: (call) => ({ ...call, service: "s3" }),
    refusal: "invalid",
    words: /correct service/,
  },
  "another body": {
    body: '{"messages":[]}&Action=GetCallerIdentity&Version=2011-06-15',
    refusal: "invalid",
    words: mismatch,
  },
  "another query": { target: "?x=1", refusal: "invalid", words: mismatch },
  "no session token": {
    call: (call) => call,
    headers: (headers, call) =>
      without("x-amz-security-token")(
        authorization((text) => text.replace(";x-amz-security-token", ""))(headers, call),
        call,
      ),
    refusal: "unknown",
    words: /The security token included in the request is invalid/,
  },
  "the session token of other credentials": {
    call: async (call, rig) => ({
      ...call,
      keys: { ...call.keys, sessionToken: (await mintKeys(rig)).sessionToken },
    }),
    refusal: "unknown",
    words: /The security token included in the request is invalid/,
  },
  "credentials that are over": {
    call: (call, rig) => {
      rig.mock.clock.advance(8 * 60 * minute);
      return call;
    },
    refusal: "expired",
    words: /The security token included in the request is expired/,
  },
  "no date": {
    headers: without("x-amz-date"),
    refusal: "incomplete",
    words: /requires existence of a valid 'X-Amz-Date' header/,
  },
  "no signature in it": {
    headers: authorization((text) => text.replace(/, Signature=.*/, "")),
    refusal: "incomplete",
    words: /Authorization header requires 'Signature' parameter/,
  },
  "no Authorization header": {
    headers: without("authorization"),
    refusal: "missing",
    words: /Missing Authentication Token/,
  },
};

const ways: readonly (readonly [Transport, SignedCall["host"]])[] = [
  ["HTTP/1.1", "host"],
  ["HTTP/2", ":authority"],
  ["HTTP/2", "host"],
];

const cases = Object.keys(services).flatMap((service) =>
  ways.map(([transport, host]) => [service as Service, transport, host] as const),
);

async function prepared(rig: Rig, service: Service, host: SignedCall["host"]): Promise<SignedCall> {
  const keys = await mintKeys(rig);
  return { ...services[service], service, region: "us-east-1", keys, signedAt: Date.now(), host };
}

function nameOf({ errorType, text }: SignedReply): string | undefined {
  return errorType?.split(":")[0] ?? /<Code>(\w+)</.exec(text)?.[1];
}

test.for(cases)("%s over %s with %s signed is answered", async ([service, transport, host]) => {
  await using rig = await startRig();
  const call = await prepared(rig, service, host);
  const reply = await post(rig, transport, call.target, sign(rig, call), call.body);
  expect([reply.status, nameOf(reply)]).toEqual([200, undefined]);
});

const damaged = cases.flatMap((each) =>
  Object.entries(damages).map(([name, damage]) => [...each, name, damage] as const),
);

test.for(damaged)(
  "%s over %s with %s signed: %s is refused",
  async ([service, transport, host, , damage]) => {
    await using rig = await startRig();
    const sound = await prepared(rig, service, host);
    const call = (await damage.call?.(sound, rig)) ?? sound;
    const signed = sign(rig, call);
    const headers = damage.headers?.(signed, call) ?? signed;
    const target = `${call.target}${damage.target ?? ""}`;
    const reply = await post(rig, transport, target, headers, damage.body ?? call.body);
    expect([reply.status, nameOf(reply)]).toEqual(refusals[damage.refusal][service]);
    expect(reply.text.replaceAll("&#39;", "'")).toMatch(damage.words);
  },
);

test.for([
  ["STS", "us-west-2", 200],
  ["STS", "eu-west-1", 403],
] as const)(
  "%s signed for %s, which is or is not a region of the mock, is %i",
  async ([, region, status]) => {
    await using rig = await startRig();
    const call = { ...(await prepared(rig, "sts", "host")), region };
    expect((await post(rig, "HTTP/1.1", call.target, sign(rig, call), call.body)).status).toBe(status);
  },
);

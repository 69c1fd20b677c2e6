/** The verifier against AWS's published Signature Version 4 test suite (fixtures/sigv4/NOTICE), and against damage. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalRequest } from "../../src/sigv4/canonical-request.ts";
import type { SignedRequest } from "../../src/sigv4/canonical-request.ts";
import { stringToSign } from "../../src/sigv4/signature.ts";
import { verifySignature } from "../../src/sigv4/verify.ts";
import type { Expectations, Verification } from "../../src/sigv4/verify.ts";

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly authorization: string;
}

const file = new URL("../fixtures/sigv4/vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as readonly Vector[];
const signedAt = Date.UTC(2015, 7, 30, 12, 36);
const minute = 60_000;

function requestOf(vector: Vector): SignedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of vector.headers) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  headers["authorization"] = vector.authorization;
  return { method: vector.method, target: vector.target, headers, body: Buffer.from(vector.body) };
}

function verify(request: SignedRequest, overrides: Partial<Expectations<string>> = {}): Verification<string> {
  const sessionToken = request.headers["x-amz-security-token"];
  const keys = { secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken, expired: false };
  return verifySignature(request, {
    service: "service",
    regions: ["us-east-1"],
    now: signedAt,
    find: (accessKeyId) => (accessKeyId === "AKIDEXAMPLE" ? { keys, owner: "example" } : undefined),
    ...overrides,
  });
}

function vector(name: string): SignedRequest {
  const found = vectors.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no vector named ${name}`);
  return requestOf(found);
}

function withHeader(request: SignedRequest, name: string, change: (value: string) => string): SignedRequest {
  return { ...request, headers: { ...request.headers, [name]: change(request.headers[name] ?? "") } };
}

describe.for(vectors)("$name", (published) => {
  const request = requestOf(published);
  const names = /SignedHeaders=([^,]+)/.exec(published.authorization)?.[1]?.split(";") ?? [];

  test("gives the published canonical request and string to sign", () => {
    const canonical = canonicalRequest(request, names);
    expect(canonical).toBe(published.canonicalRequest);
    const scope = { date: "20150830", region: "us-east-1", service: "service" };
    expect(stringToSign("20150830T123600Z", scope, canonical)).toBe(published.stringToSign);
  });

  test("the published signature is verified", () => {
    expect(verify(request)).toEqual({ status: "verified", owner: "example", region: "us-east-1" });
  });

  test("with one bit of the signature flipped it is refused", () => {
    const flipped = withHeader(request, "authorization", (value) => {
      const last = Number.parseInt(value.slice(-1), 16);
      return `${value.slice(0, -1)}${(last ^ 1).toString(16)}`;
    });
    expect(verify(flipped)).toMatchObject({ status: "refused", problem: "invalid-signature" });
  });
});

describe("refuses", () => {
  const plain = vector("get-vanilla-query-order-key-case");
  const authorization =
    (change: (value: string) => string) =>
    (request: SignedRequest): SignedRequest =>
      withHeader(request, "authorization", change);
  const swapHeaders = authorization((value) => value.replace("host;x-amz-date", "x-amz-date;host"));

  test.for<readonly [string, SignedRequest, RegExp]>([
    ["another method", { ...plain, method: "POST" }, /does not match/],
    ["another path", { ...plain, target: "/x?Param2=value2&Param1=value1" }, /does not match/],
    ["another query value", { ...plain, target: "/?Param2=value3&Param1=value1" }, /does not match/],
    ["a body that was not signed", { ...plain, body: Buffer.from("x") }, /does not match/],
    ["a changed header", withHeader(plain, "host", () => "example.com"), /does not match/],
    ["signed headers out of order", swapHeaders(plain), /does not match/],
    [
      "a signed header that is not there",
      authorization((v) => v.replace("host;", "host;range;"))(plain),
      /does not match/,
    ],
    [
      "a host that is not signed",
      authorization((v) => v.replace("host;", ""))(plain),
      /'Host' or ':authority'/,
    ],
    [
      "a date that is not signed",
      authorization((v) => v.replace(";x-amz-date", ""))(plain),
      /'x-amz-date' must be/,
    ],
    [
      "a session token that is not signed",
      withHeader(plain, "x-amz-security-token", () => "t"),
      /'x-amz-security-token' must be/,
    ],
    [
      "a scope of another day",
      authorization((v) => v.replace("20150830", "20150831"))(plain),
      /Date in Credential scope/,
    ],
    ["another region", authorization((v) => v.replace("us-east-1", "eu-west-1"))(plain), /valid region/],
    [
      "another service",
      authorization((v) => v.replace("/service/", "/sts/"))(plain),
      /correct service: 'service'/,
    ],
  ])("%s", ([, request, message]) => {
    const result = verify(request);
    expect(result).toMatchObject({ status: "refused", problem: "invalid-signature" });
    expect(result.status === "refused" && result.message).toMatch(message);
  });

  test("an unknown key, without looking at the signature", () => {
    const unknown = authorization((value) => value.replace("AKIDEXAMPLE", "AKIDANOTHER"))(plain);
    expect(verify(unknown)).toMatchObject({ problem: "unknown-key" });
  });

  test("no Authorization header, or one of another scheme", () => {
    const { authorization: _, ...headers } = plain.headers;
    expect(verify({ ...plain, headers })).toMatchObject({ problem: "missing-authentication" });
    expect(verify(authorization(() => "Bearer abc")(plain))).toMatchObject({
      problem: "missing-authentication",
    });
  });

  test.for(["Credential", "SignedHeaders", "Signature"])("an Authorization header without %s", (name) => {
    const without = authorization((value) => value.replace(new RegExp(`${name}=[^,]+,? ?`), ""))(plain);
    expect(verify(without)).toEqual({
      status: "refused",
      problem: "incomplete-signature",
      message: `Authorization header requires '${name}' parameter.`,
    });
  });

  test.for(["", "yesterday", "20150830", "20151330T123600Z"])("the date '%s'", (date) => {
    expect(verify(withHeader(plain, "x-amz-date", () => date))).toMatchObject({
      problem: "incomplete-signature",
    });
  });
});

describe("a signature's date", () => {
  const request = vector("get-vanilla");

  test.for([-5 * minute, 5 * minute])("may be five minutes off (%i ms)", (offset) => {
    expect(verify(request, { now: signedAt + offset }).status).toBe("verified");
  });

  test("too old is told in AWS's words", () => {
    expect(verify(request, { now: signedAt + 5 * minute + 1000 })).toMatchObject({
      problem: "invalid-signature",
      message:
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)",
    });
  });

  test("too new is told in AWS's words", () => {
    expect(verify(request, { now: signedAt - 5 * minute - 1000 })).toMatchObject({
      problem: "invalid-signature",
      message:
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)",
    });
  });
});

/** Bytes that are not HTTP, or not all of it: refused in AWS's form, the connection closed, the mock unharmed. */

import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { awsError, exchange, nothingLeftOpen } from "../support/wire.ts";

const host = "host: x\r\n";
const malformed = [400, "MalformedRequestException"] as const;
const tooLarge = [431, "RequestHeaderFieldsTooLargeException"] as const;
const noMethod = [405, "MethodNotAllowedException"] as const;

test.for([
  ["noise", "\0\x01\x02\x03\r\n\r\n", noMethod],
  ["an unknown method", `BREW /token HTTP/1.1\r\n${host}\r\n`, noMethod],
  ["a method in lower case", `post /token HTTP/1.1\r\n${host}\r\n`, noMethod],
  ["CONNECT", `CONNECT oidc.us-east-1.amazonaws.com:443 HTTP/1.1\r\n${host}\r\n`, noMethod],
  ["a carriage return in the target", `POST /to\rken HTTP/1.1\r\n${host}\r\n`, malformed],
  ["a line feed in the target", `POST /to\nken HTTP/1.1\r\n${host}\r\n`, malformed],
  ["a NUL in the target", `POST /to\0ken HTTP/1.1\r\n${host}\r\n`, malformed],
  ["a NUL in a header", `POST /token HTTP/1.1\r\nx: a\0b\r\n${host}\r\n`, malformed],
  ["a header without a colon", `POST /token HTTP/1.1\r\n${host}nonsense\r\n\r\n`, malformed],
  ["a later version of HTTP/1", `POST /token HTTP/1.7\r\n${host}\r\n`, malformed],
  [
    "two lengths",
    `POST /token HTTP/1.1\r\n${host}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
    malformed,
  ],
  [
    "a length beside chunks",
    `POST /token HTTP/1.1\r\n${host}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    malformed,
  ],
  ["a negative length", `POST /token HTTP/1.1\r\n${host}content-length: -1\r\n\r\n`, malformed],
  ["a target of 64 KiB", `GET /${"a".repeat(65_536)} HTTP/1.1\r\n${host}\r\n`, tooLarge],
  ["a header of 64 KiB", `GET / HTTP/1.1\r\n${host}x: ${"a".repeat(65_536)}\r\n\r\n`, tooLarge],
  ["10,000 headers", `GET / HTTP/1.1\r\n${host}${"x: 1\r\n".repeat(10_000)}\r\n`, tooLarge],
  ["8 MiB of headers", `GET / HTTP/1.1\r\n${host}${"x-y-z: 123456789\r\n".repeat(480_000)}\r\n`, tooLarge],
] as const)("%s", async ([, bytes, expected]) => {
  {
    await using rig = await startRig();
    const { text, ending } = await exchange(rig.mock.url, bytes);
    expect(ending).toBe("end");
    expect(awsError(text)).toEqual(expected);
    expect(text).toMatch(/^connection: close$/im);
    expect(await rig.register()).toHaveProperty("clientId");
  }
  await nothingLeftOpen();
});

test.for([
  ["a broken chunk", `POST /token HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\nzz\r\n`],
  ["a TLS greeting in the clear", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
  ["a preface of HTTP/2 that goes wrong", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"],
  ["PRI as a method of HTTP/1.1", `PRI /token HTTP/1.1\r\n${host}\r\n`],
] as const)("%s ends the connection", async ([, bytes]) => {
  await using rig = await startRig();
  const { ending } = await exchange(rig.mock.url, bytes);
  expect(["end", "ECONNRESET"]).toContain(ending);
  expect(await rig.register()).toHaveProperty("clientId");
});

test("an expectation that is not known is ignored", async () => {
  await using rig = await startRig();
  const head = `POST /token HTTP/1.1\r\n${host}expect: a miracle\r\nconnection: close\r\ncontent-length: 2\r\n\r\n`;
  expect(awsError((await exchange(rig.mock.url, `${head}{}`)).text)).toEqual([
    400,
    "InvalidRequestException",
  ]);
});

import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { readBody } from "./read-body.ts";

test("a body comes whole, however many pieces it was sent in", async () => {
  const stream = new PassThrough();
  const body = readBody(stream, 10, 100);
  stream.write("abc");
  stream.end("def");
  expect(Buffer.from(await body).toString()).toBe("abcdef");
});

test("a client that leaves before the end of its body is told apart from one that has sent it", async () => {
  const stream = new PassThrough();
  const body = readBody(stream, 10, 100);
  stream.write("abc");
  stream.destroy();
  await expect(body).rejects.toThrow("The client closed the connection before its body ended");
});

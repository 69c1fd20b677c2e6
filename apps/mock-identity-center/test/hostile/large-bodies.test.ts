/** Bodies of many megabytes: refused with 413, and not kept. */

import { connect as connectHttp2 } from "node:http2";
import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { awsError, exchange, memoryInUse, nothingLeftOpen, open, untilClosed } from "../support/wire.ts";

const mebibyte = 1_048_576;
const tooLarge = [413, "RequestEntityTooLargeException"];
const headOf = (length: number): string =>
  `POST /client/register HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;

test("10 MiB over HTTP/1.1: 413 in AWS's form reaches the client, then the connection is closed", async () => {
  {
    await using rig = await startRig();
    const body = "x".repeat(10 * mebibyte);
    const { text, ending } = await exchange(rig.mock.url, headOf(body.length) + body);
    expect(ending).toBe("end");
    expect(awsError(text)).toEqual(tooLarge);
    expect(text).toMatch(/^connection: close$/im);
  }
  await nothingLeftOpen();
});

test("10 MiB in chunks without a length: the same", async () => {
  await using rig = await startRig();
  const chunk = `10000\r\n${"x".repeat(0x1_0000)}\r\n`;
  const head = "POST /token HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
  const { text } = await exchange(rig.mock.url, `${head}${chunk.repeat(160)}0\r\n\r\n`);
  expect(awsError(text)).toEqual(tooLarge);
});

test("a body without end is cut off after 16 MiB", async () => {
  await using rig = await startRig();
  const socket = await open(rig.mock.url);
  const answer = untilClosed(socket);
  socket.write(headOf(2 ** 40));
  const chunk = Buffer.alloc(mebibyte);
  let sent = 0;
  const more = (): void => {
    while (socket.writable && socket.write(chunk)) sent += 1;
  };
  socket.on("drain", more);
  more();
  await answer;
  expect(sent).toBeLessThan(64);
});

test("10 MiB over HTTP/2: 413, and the connection lives on", async () => {
  await using rig = await startRig();
  const session = connectHttp2(rig.mock.url);
  const post = (body: Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":method": "POST", ":path": "/client/register" });
      stream.on("response", (headers) => resolve(Number(headers[":status"])));
      stream.on("error", reject);
      stream.resume();
      stream.end(body);
    });
  expect(await post(Buffer.alloc(10 * mebibyte))).toBe(413);
  expect(await post(Buffer.from("{}"))).toBe(400);
  session.destroy();
});

test("twenty unfinished bodies of 10 MiB hold no more than the 1 MiB that may be kept of each", async () => {
  await using rig = await startRig();
  const body = Buffer.alloc(10 * mebibyte);
  const before = memoryInUse();
  const sockets = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = await open(rig.mock.url);
      socket.on("error", () => undefined);
      socket.write(headOf(body.length + 1));
      await new Promise((resolve) => {
        socket.write(body, resolve);
      });
      return socket;
    }),
  );
  await expect.poll(() => memoryInUse() - before, { timeout: 5000 }).toBeLessThan(40 * mebibyte);
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => memoryInUse() - before, { timeout: 5000 }).toBeLessThan(8 * mebibyte);
});

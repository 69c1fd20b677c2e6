/** A thousand connections at once, and many requests in a row on one of them. */

import { connect as connectHttp2 } from "node:http2";
import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { exchange, memoryInUse, nothingLeftOpen, open, untilClosed } from "../support/wire.ts";

const mebibyte = 1_048_576;
const body = JSON.stringify({ clientName: "crowd", clientType: "public", scopes: ["sso:account:access"] });
const register = `POST /client/register HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n`;

test("1,000 connections held open together are all answered, and nothing is left of them", async () => {
  {
    await using rig = await startRig();
    await crowd(rig.mock.url, 50);
    const before = memoryInUse();
    await crowd(rig.mock.url, 1000);
    await expect.poll(() => memoryInUse() - before, { timeout: 5000 }).toBeLessThan(16 * mebibyte);
    expect(rig.mock.requests()).toHaveLength(1050);
  }
  await nothingLeftOpen();
});

/** Opens all connections before the first of them asks. */
async function crowd(url: string, size: number): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: size }, () => open(url)));
  const answers = sockets.map((socket) => untilClosed(socket));
  for (const socket of sockets) socket.write(`${register}connection: close\r\n\r\n${body}`);
  const ids = new Set<string | undefined>();
  for (const { text, ending } of await Promise.all(answers)) {
    expect([text.slice(0, 15), ending]).toEqual(["HTTP/1.1 200 OK", "end"]);
    ids.add(/"clientId":"([^"]+)"/.exec(text)?.[1]);
  }
  expect(ids.size).toBe(size);
}

const ask = (index: number): string => `GET /nothing/${index} HTTP/1.1\r\nhost: x\r\n`;

test("200 pipelined requests are answered in their order", async () => {
  await using rig = await startRig();
  const first = Array.from({ length: 199 }, (_, index) =>
    index % 2 === 0 ? `${register}\r\n${body}` : `${ask(index)}\r\n`,
  );
  const { text } = await exchange(rig.mock.url, `${first.join("")}${ask(199)}connection: close\r\n\r\n`);
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
  expect(statuses).toEqual(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? "200" : "404")));
});

test("a bad request among pipelined ones ends them, after the answers that were due", async () => {
  await using rig = await startRig();
  const { text } = await exchange(
    rig.mock.url,
    `${register}\r\n${body}nonsense\r\n\r\n${register}\r\n${body}`,
  );
  expect(text.startsWith("HTTP/1.1 ")).toBe(true);
  expect(rig.mock.requests()).toHaveLength(1);
});

test("1,000 requests at once on one connection of HTTP/2", async () => {
  await using rig = await startRig();
  const session = connectHttp2(rig.mock.url);
  const post = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":method": "POST", ":path": "/client/register" });
      stream.on("response", (headers) => resolve(Number(headers[":status"])));
      stream.on("error", reject);
      stream.resume();
      stream.end(body);
    });
  const statuses = await Promise.all(Array.from({ length: 1000 }, post));
  expect(new Set(statuses)).toEqual(new Set([200]));
  session.destroy();
});

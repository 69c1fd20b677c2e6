/** Floods of HTTP/2: streams opened and reset at once, settings, pings, continuations. The mock goes on, and forgets. */

import { expect, test } from "vitest";
import { fields, flag, frame, opening, request, type } from "../support/frames.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { memoryInUse, nothingLeftOpen, open } from "../support/wire.ts";

const get = fields([":method", "GET"], [":scheme", "http"], [":path", "/token"], [":authority", "x"]);
const mebibyte = 1_048_576;

interface Flood {
  readonly pieces: Iterable<Buffer>;
  /** The mock ends the connection over it; otherwise the client does when all is sent. */
  readonly ends?: boolean;
  /** The client reads none of the answers. */
  readonly deaf?: boolean;
}

/** Floods one connection; another one is answered meanwhile. */
async function flood(rig: Rig, { pieces, ends = false, deaf = false }: Flood): Promise<void> {
  const socket = await open(rig.mock.url);
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  socket.on("error", () => undefined);
  if (!deaf) socket.resume();
  socket.write(opening);
  for (const piece of pieces) {
    if (socket.destroyed) break;
    if (!socket.write(piece))
      await Promise.race([closed, new Promise<void>((resolve) => socket.once("drain", resolve))]);
  }
  expect(await rig.register()).toHaveProperty("clientId");
  if (!ends) socket.destroy();
  await closed;
}

function* rapidResets(): Generator<Buffer> {
  for (let stream = 1; stream < 10_000; stream += 2)
    yield Buffer.concat([request(stream, get), frame(type.reset, 0, stream, Buffer.from([0, 0, 0, 8]))]);
}

function* openStreams(): Generator<Buffer> {
  for (let stream = 1; stream < 10_000; stream += 2) yield frame(type.headers, flag.endHeaders, stream, get);
}

function* endlessHeaders(): Generator<Buffer> {
  yield frame(type.headers, 0, 1, get);
  for (let i = 0; i < 10_000; i += 1)
    yield frame(type.continuation, 0, 1, fields([`x-${i}`, "y".repeat(100)]));
}

const repeat = (piece: Buffer, times: number): readonly Buffer[] =>
  Array.from({ length: times }, () => piece);

test.for([
  ["5,000 requests, each reset at once", rapidResets, true],
  ["5,000 requests whose bodies never come", openStreams, true],
  ["headers without end", endlessHeaders, true],
  ["10,000 settings", () => repeat(frame(type.settings, 0, 0), 10_000), false],
  ["10,000 pings", () => repeat(frame(type.ping, 0, 0, Buffer.alloc(8)), 10_000), false],
  ["10,000 empty data frames", () => repeat(frame(type.data, 0, 1), 10_000), false],
] as const)("%s", async ([, pieces, ends]) => {
  {
    await using rig = await startRig();
    await rig.register();
    const before = memoryInUse();
    await flood(rig, { pieces: pieces(), ends });
    await expect.poll(() => memoryInUse() - before, { timeout: 5000 }).toBeLessThan(8 * mebibyte);
  }
  await nothingLeftOpen();
});

test.for([
  ["settings", frame(type.settings, 0, 0)],
  ["pings", frame(type.ping, 0, 0, Buffer.alloc(8))],
] as const)("%s from a client that reads no answer do not pile up", async ([, piece]) => {
  await using rig = await startRig();
  const before = memoryInUse();
  await flood(rig, { pieces: repeat(piece, 50_000), deaf: true });
  await expect.poll(() => memoryInUse() - before, { timeout: 5000 }).toBeLessThan(8 * mebibyte);
});

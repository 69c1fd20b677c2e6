/** Header blocks that HTTP/2 forbids: their stream is refused, its neighbours are answered. */

import { expect, test } from "vitest";
import { fields, flag, frame, opening, parseFrames, request, type } from "../support/frames.ts";
import type { Frame } from "../support/frames.ts";
import { startRig } from "../support/rig.ts";
import { nothingLeftOpen, open } from "../support/wire.ts";

const [method, scheme, path, authority] = [
  [":method", "GET"],
  [":scheme", "http"],
  [":path", "/token"],
  [":authority", "x"],
] as const;
const good = request(3, fields(method, scheme, path, authority));
const protocolError = 1;
const enhanceYourCalm = 11;

/** Sends a bad request on stream 1 and a good one on stream 3; answers with all frames until stream 3 is answered. */
async function beside(bad: Buffer): Promise<readonly Frame[]> {
  await using rig = await startRig();
  const socket = await open(rig.mock.url);
  let received = Buffer.alloc(0);
  const frames = new Promise<readonly Frame[]>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const all = parseFrames(received);
      if (all.some(({ kind, stream }) => stream === 3 && kind === type.data)) resolve(all);
    });
    socket.on("close", () => resolve(parseFrames(received)));
  });
  socket.write(Buffer.concat([opening, bad, good]));
  const all = await frames;
  socket.destroy();
  return all;
}

function codeOfReset(frames: readonly Frame[], stream: number): number | undefined {
  return frames.find((one) => one.kind === type.reset && one.stream === stream)?.payload.readUInt32BE(0);
}

test.for([
  ["no :method", fields(scheme, path, authority)],
  ["no :path", fields(method, scheme, authority)],
  ["no :scheme", fields(method, path, authority)],
  ["an empty :path", fields(method, scheme, [":path", ""], authority)],
  [":path twice", fields(method, scheme, path, [":path", "/client/register"], authority)],
  [":method twice", fields(method, [":method", "POST"], scheme, path, authority)],
  [":authority twice", fields(method, scheme, path, authority, [":authority", "y"])],
  ["a pseudo header after a header", fields(method, scheme, authority, ["x", "1"], path)],
  ["a pseudo header of answers", fields(method, scheme, path, authority, [":status", "200"])],
  ["a pseudo header nobody knows", fields(method, scheme, path, authority, [":colour", "red"])],
  ["an upper-case name", fields(method, scheme, path, authority, ["X-Upper", "1"])],
  ["a NUL in the path", fields(method, scheme, [":path", "/to\0ken"], authority)],
  ["a header of HTTP/1.1's connections", fields(method, scheme, path, authority, ["connection", "close"])],
  ["nothing", fields()],
] as const)("%s", async ([, block]) => {
  const frames = await beside(request(1, block));
  expect(codeOfReset(frames, 1)).toBe(protocolError);
  expect(frames.filter(({ stream, kind }) => stream === 1 && kind !== type.reset)).toEqual([]);
  expect(codeOfReset(frames, 3)).toBeUndefined();
  expect(frames.some(({ stream, kind }) => stream === 3 && kind === type.data)).toBe(true);
  await nothingLeftOpen();
});

test("a header with a line feed in its value is dropped, and makes no second header", async () => {
  const frames = await beside(request(1, fields(method, scheme, path, authority, ["x", "a\nx: b"])));
  expect(codeOfReset(frames, 1)).toBeUndefined();
});

test("two hundred headers are too many", async () => {
  const many = Array.from({ length: 200 }, (_, index) => [`x-${index}`, "1"] as const);
  const frames = await beside(request(1, fields(method, scheme, path, authority, ...many)));
  expect(codeOfReset(frames, 1)).toBe(enhanceYourCalm);
});

test("CONNECT is answered with 405", async () => {
  const frames = await beside(request(1, fields([":method", "CONNECT"], [":authority", "x:443"])));
  expect(codeOfReset(frames, 1)).toBeUndefined();
  expect(frames.some(({ stream, kind }) => stream === 1 && kind === type.headers)).toBe(true);
});

test("a header block that does not decode ends the connection", async () => {
  const frames = await beside(frame(type.headers, flag.endHeaders, 1, Buffer.from([0xff, 0xff, 0xff, 0xff])));
  expect(frames.at(-1)?.kind).toBe(type.goAway);
});

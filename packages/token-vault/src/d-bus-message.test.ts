import { expect, test } from "vitest";
import { decodeMessage, encodeCall, messageLength } from "./d-bus-message.ts";

const CALL = encodeCall(7, {
  destination: "org.example",
  path: "/a",
  interface: "org.example.I",
  member: "M",
  signature: "s",
  body: ["text"],
});
/** Laid out by hand: a return to call 7 with the values of "su". */
const REPLY =
  "6c 02 01 01 0c000000 02000000 10000000" +
  "05 01 7500 07000000 08 01 6700 02 737500" +
  "01000000 6100 0000 09000000";
const bytes = Buffer.from(REPLY.replaceAll(" ", ""), "hex");

test("a call is as long as it says, at every length that arrived", () => {
  for (let length = 0; length < 16; length += 1)
    expect(messageLength(CALL.subarray(0, length))).toBeUndefined();
  for (let length = 16; length <= CALL.length; length += 1)
    expect(messageLength(CALL.subarray(0, length))).toBe(CALL.length);
  expect(messageLength(Buffer.concat([CALL, CALL]))).toBe(CALL.length);
  expect(decodeMessage(CALL)).toMatchObject({ type: "call", path: "/a", member: "M" });
  expect(decodeMessage(CALL).body()).toEqual(["text"]);
});

test("a reply in little-endian order", () => {
  expect(messageLength(bytes)).toBe(bytes.length);
  const message = decodeMessage(bytes);
  expect(message).toMatchObject({ type: "return", replyTo: 7, errorName: undefined });
  expect(message.body()).toEqual(["a", 9]);
});

test("a reply in big-endian order", () => {
  const swapped = Buffer.from(bytes);
  swapped[0] = 0x42;
  for (const at of [4, 8, 12, 20, 32, 40]) swapped.subarray(at, at + 4).reverse();
  expect(messageLength(swapped)).toBe(bytes.length);
  expect(decodeMessage(swapped)).toMatchObject({ type: "return", replyTo: 7 });
  expect(decodeMessage(swapped).body()).toEqual(["a", 9]);
});

test("what is no message, or claims to be huge, is refused from its head", () => {
  expect(() => messageLength(Buffer.from("HTTP/1.1 400 Bad Request"))).toThrow("another version");
  const huge = Buffer.from(bytes);
  huge.writeUInt32LE(2 ** 32 - 1, 4);
  expect(() => messageLength(huge)).toThrow("too large");
});

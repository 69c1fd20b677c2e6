/** Odd requests: sizes, encodings, paths, protocols. */

import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";

const mebibyte = 1_048_576;

test("a body of exactly 1 MiB is read, one byte more is 413 in AWS's form", async () => {
  await using rig = await startRig();
  const exact = wrap(mebibyte - wrap(0).length);
  expect((await rig.send("POST", "/client/register", { body: exact })).json["error"]).toBe("invalid_request");
  const reply = await rig.send("POST", "/client/register", { body: `${exact} ` });
  expect(reply.status).toBe(413);
  expect(reply.headers.get("x-amzn-errortype")).toBe("RequestEntityTooLargeException");
  expect(reply.json["message"]).toMatch(/1048576 bytes/);
});

test("a body too large is refused over HTTP/2 too, and the connection lives on", async () => {
  await using rig = await startRig();
  const session = connectHttp2(rig.mock.url);
  const post = (body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":method": "POST", ":path": "/client/register" });
      stream.on("response", (headers) => resolve(Number(headers[":status"])));
      stream.on("error", reject);
      stream.resume();
      stream.end(body);
    });
  expect(await post("x".repeat(mebibyte + 1))).toBe(413);
  expect(await post("{}")).toBe(400);
  session.destroy();
});

test.for([
  ["broken JSON", "{"],
  ["bad UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ["a list", "[]"],
  ["a text", '"x"'],
  ["nothing", ""],
] as const)("%s as body is invalid_request", async ([, body]) => {
  await using rig = await startRig();
  for (const path of ["/client/register", "/device_authorization", "/token"]) {
    const reply = await rig.send("POST", path, { body });
    expect([reply.status, reply.json["error"]]).toEqual([400, "invalid_request"]);
  }
});

test("members of the prototype are not members of the body", async () => {
  await using rig = await startRig();
  const body = '{"clientName":"x","clientType":"public","__proto__":{"scopes":["root"]},"constructor":1}';
  expect((await rig.send("POST", "/client/register", { body })).status).toBe(200);
});

test.for([
  "/nothing",
  "/token/",
  "//token",
  "/model/x/count-tokens",
  "/.well-known/openid-configuration",
  "/%00",
])("the unknown path %s is 404 in AWS's form", async (path) => {
  await using rig = await startRig();
  const reply = await rig.send("POST", path, { body: "{}" });
  expect(reply.status).toBe(404);
  expect(reply.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
});

test("a known OIDC path with another method is 405", async () => {
  await using rig = await startRig();
  expect((await rig.send("GET", "/token")).status).toBe(405);
});

test("a connection that shows its first byte alone is still understood", async () => {
  await using rig = await startRig();
  const socket = connect(Number(new URL(rig.mock.url).port), "127.0.0.1");
  const answered = new Promise<string>((resolve) => {
    socket.once("data", (chunk) => resolve(chunk.toString()));
  });
  socket.setNoDelay(true);
  socket.write("P", () => {
    setImmediate(() => socket.write("OST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"));
  });
  expect(await answered).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
});

test("closing ends open connections and frees the port", async () => {
  const rig = await startRig();
  const port = Number(new URL(rig.mock.url).port);
  const socket = connect(port, "127.0.0.1");
  const closed = new Promise((resolve) => {
    socket.once("close", resolve);
  });
  await new Promise((resolve) => {
    socket.once("connect", resolve);
  });
  await rig.mock.close();
  await closed;
  await using again = await startRig({ port });
  expect(again.mock.url).toBe(rig.mock.url);
});

test("a port in use is ADDRESS_UNAVAILABLE", async () => {
  await using rig = await startRig();
  const port = Number(new URL(rig.mock.url).port);
  await expect(startRig({ port })).rejects.toMatchObject({
    code: "ADDRESS_UNAVAILABLE",
    message: `Port ${port} of 127.0.0.1 is already in use`,
  });
});

function wrap(length: number): string {
  return JSON.stringify({ clientName: "x".repeat(length) });
}

test("an answer says how long it is, one without content does not", async () => {
  await using rig = await startRig();
  const told = await fetch(`${rig.mock.url}/nothing`);
  expect(told.headers.get("content-length")).toBe(String((await told.text()).length));
  const silent = await fetch(`${rig.mock.controlUrl}/reset`, { method: "POST" });
  expect([silent.status, silent.headers.get("content-length")]).toEqual([204, null]);
});

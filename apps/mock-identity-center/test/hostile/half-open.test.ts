/** Connections that begin and do not go on: each is dropped after a bounded time. Real time, small limits. */

import { once } from "node:events";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { createAuthority, issueServerCertificate } from "../../src/tls/x509.ts";
import { listen } from "../../src/server/listen.ts";
import type { ListenOptions } from "../../src/server/listen.ts";
import { nothingLeftOpen, open, untilClosed } from "../support/wire.ts";

const patienceMs = 150;
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const settings = "\0\0\0\x04\0\0\0\0\0";
/** HEADERS of a POST without END_STREAM: its body never comes. */
const halfRequest = `${preface}${settings}\0\0\x06\x01\x04\0\0\0\x01\x83\x86\x84\x41\x01x`;

async function start(options: Partial<ListenOptions> = {}): Promise<string> {
  const listener = await listen({
    host: "127.0.0.1",
    port: 0,
    handle: () => ({ status: 200, headers: {}, body: "answered" }),
    now: Date.now,
    patienceMs,
    ...options,
  });
  onTestFinished(async () => {
    await listener.close();
    await nothingLeftOpen();
  });
  return `http://127.0.0.1:${listener.port}`;
}

test.for([
  ["nothing", ""],
  ["the first byte", "P"],
  ["half a request line", "POST /tok"],
  ["half of the headers", "POST /token HTTP/1.1\r\nhost: x\r\n"],
  ["half of the body", "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{"],
  [
    "a chunk that does not end",
    "POST /token HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
  ],
  ["half of HTTP/2's preface", "PRI * HT"],
  ["a preface alone", preface],
  ["a preface and its settings", preface + settings],
  ["half a request of HTTP/2", halfRequest],
] as const)("a connection that sent %s", async ([, bytes]) => {
  const socket = await open(await start());
  const closed = untilClosed(socket);
  socket.write(Buffer.from(bytes, "latin1"));
  expect((await closed).text).not.toContain("answered");
});

test("a connection that trickles a byte now and then is dropped all the same", async () => {
  const socket = await open(await start());
  const closed = untilClosed(socket);
  socket.write("POST /token HTTP/1.1\r\nhost: x\r\nx: ");
  const trickle = setInterval(() => socket.write("y"), 20);
  expect((await closed).text).toBe("");
  clearInterval(trickle);
});

test("a connection that goes quiet after its answer", async () => {
  const socket = await open(await start());
  const closed = untilClosed(socket);
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  expect((await closed).text).toContain("answered");
});

test("a handshake of TLS that does not go on, and one after which nothing is asked", async () => {
  const validity = { notBefore: Date.now() - 60_000, notAfter: Date.now() + 3_600_000 };
  const tls = await issueServerCertificate(await createAuthority(validity), ["localhost"], validity);
  const url = await start({ tls });
  const silent = await open(url);
  const secure = connectTls({ port: Number(new URL(url).port), rejectUnauthorized: false });
  await once(secure, "secureConnect");
  const ends = await Promise.all([untilClosed(silent), untilClosed(secure)]);
  expect(ends.map(({ text }) => text)).toEqual(["", ""]);
});

test("a client that waits for a slow answer is not dropped", async () => {
  const ms = 4 * patienceMs;
  const delivery = { kind: "delay" as const, ms };
  const url = await start({ handle: () => ({ status: 200, headers: {}, body: "answered", delivery }) });
  const begun = performance.now();
  expect(await (await fetch(url)).text()).toBe("answered");
  expect(performance.now() - begun).toBeGreaterThan(ms - 20);
});

test("a connection that keeps asking lives on beyond its patience", async () => {
  const socket = await open(await start());
  const begun = performance.now();
  let answers = 0;
  while (performance.now() - begun < 3 * patienceMs) {
    socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(socket, "data");
    answers += 1;
  }
  expect(answers).toBeGreaterThan(3);
  expect(socket.readyState).toBe("open");
  socket.destroy();
});

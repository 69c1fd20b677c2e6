/** The CONNECT proxy: what it tunnels, what it refuses and with which line, and that nothing outlives it. */

import { once } from "node:events";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import { startConnectProxy, startMockIdentityCenter } from "../../src/index.ts";
import type { ConnectProxy, ConnectProxyOptions, MockIdentityCenter } from "../../src/index.ts";
import { exchange, noConnectionLeft, nothingLeftOpen, open, untilClosed } from "../support/wire.ts";

interface Pair extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly proxy: ConnectProxy;
}

async function start(options: Partial<ConnectProxyOptions> = {}): Promise<Pair> {
  const mock = await startMockIdentityCenter({ tls: { hosts: ["mock.example"] } });
  const proxy = await startConnectProxy({ mock, ...options });
  const dispose = async (): Promise<void> => {
    await proxy.close();
    await mock.close();
    await nothingLeftOpen();
  };
  return { mock, proxy, [Symbol.asyncDispose]: dispose };
}

const connectTo = (authority: string): string =>
  `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`;

/** Opens a tunnel; resolves when the proxy says that it stands. */
async function openTunnel(proxy: ConnectProxy, authority: string): Promise<Socket> {
  const socket = await open(proxy.url);
  socket.write(connectTo(authority));
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toBe("HTTP/1.1 200 Connection Established\r\n\r\n");
  return socket;
}

test.for([
  "oidc.us-east-1.amazonaws.com",
  "portal.sso.us-east-1.amazonaws.com",
  "sts.us-east-1.amazonaws.com",
  "sts.amazonaws.com",
  "bedrock-runtime.us-east-1.amazonaws.com",
  "device.sso.us-east-1.amazonaws.com",
  "acme.awsapps.com",
  "mock.example",
  "OIDC.US-EAST-1.AMAZONAWS.COM",
])("%s leads to the mock, whose certificate is good for it", async (host) => {
  await using pair = await start();
  const socket = await openTunnel(pair.proxy, `${host}:443`);
  const ca = pair.mock.caCertificate ?? "";
  const secure = connectTls({ socket, servername: host, ca });
  await once(secure, "secureConnect");
  const answer = untilClosed(secure);
  secure.write(`GET /nothing HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  expect((await answer).text).toMatch(/^HTTP\/1\.1 404 /);
  expect(pair.mock.requests()).toHaveLength(1);
});

test.for([
  ["another host", "example.com:443"],
  ["another service of AWS", "s3.us-east-1.amazonaws.com:443"],
  ["another region", "oidc.eu-west-1.amazonaws.com:443"],
  ["a name that only begins like AWS's", "oidc.us-east-1.amazonaws.com.evil.example:443"],
  ["a name below AWS's", "x.oidc.us-east-1.amazonaws.com:443"],
  ["two labels for a wildcard", "a.b.awsapps.com:443"],
  ["no label for a wildcard", "awsapps.com:443"],
  ["another port", "oidc.us-east-1.amazonaws.com:80"],
  ["a loopback address", "127.0.0.1:443"],
  ["an IPv6 address", "[::1]:443"],
  ["no port", "oidc.us-east-1.amazonaws.com"],
  ["a name with a dot at its end", "oidc.us-east-1.amazonaws.com.:443"],
  ["a wildcard as it stands in the list", "*.awsapps.com:443"],
] as const)("%s is refused with 403 and one line", async ([, authority]) => {
  await using pair = await start();
  const { text, ending } = await exchange(pair.proxy.url, connectTo(authority));
  expect(ending).toBe("end");
  expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  expect(text.split("\r\n\r\n")[1]).toMatch(/^[^\n]+\n$/);
});

test("`hosts` adds names", async () => {
  await using pair = await start({ hosts: ["*.corp.example"] });
  const socket = await openTunnel(pair.proxy, "aws.corp.example:443");
  expect(socket.readyState).toBe("open");
  socket.destroy();
});

test.for([
  ["absolute form", "GET http://oidc.us-east-1.amazonaws.com/token HTTP/1.1\r\nhost: x\r\n\r\n", 405],
  ["origin form", "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n", 405],
  ["no HTTP", "\x16\x03\x01\r\n\r\n", 400],
  ["a target with a NUL", "CONNECT oidc\0:443 HTTP/1.1\r\nhost: x\r\n\r\n", 400],
  ["a head without end", `CONNECT a:443 HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(100_000)}`, 431],
  ["a target without end", `CONNECT ${"a".repeat(100_000)}`, 431],
] as const)("%s is refused", async ([, bytes, status]) => {
  await using pair = await start();
  const { text, ending } = await exchange(pair.proxy.url, bytes);
  expect([ending, text.slice(0, 12)]).toEqual(["end", `HTTP/1.1 ${status}`]);
});

test.for([
  ["nothing", ""],
  ["half a CONNECT", "CONNECT oidc.us-east-1.amaz"],
  ["all but the end of the head", "CONNECT oidc.us-east-1.amazonaws.com:443 HTTP/1.1\r\nhost: x\r\n"],
] as const)("a client that sent %s is dropped after a bounded time", async ([, bytes]) => {
  await using pair = await start({ patienceMs: 150 });
  const socket = await open(pair.proxy.url);
  const closed = untilClosed(socket);
  socket.write(bytes);
  expect((await closed).text).not.toContain("200");
});

test("a client that leaves takes its tunnel along; one that only stops sending ends it in order", async () => {
  await using pair = await start();
  const gone = await openTunnel(pair.proxy, "sts.amazonaws.com:443");
  gone.resetAndDestroy();
  await noConnectionLeft();
  const done = await openTunnel(pair.proxy, "sts.amazonaws.com:443");
  const closed = untilClosed(done);
  done.end();
  expect((await closed).ending).toBe("end");
  await noConnectionLeft();
});

test.for(["sts.amazonaws.com:443", "example.com:443"])(
  "clients that reset their connection right after CONNECT %s leave nothing",
  async (authority) => {
    await using pair = await start();
    for (let i = 0; i < 50; i += 1) {
      const socket = await open(pair.proxy.url);
      socket.write(connectTo(authority), () => socket.resetAndDestroy());
    }
    await noConnectionLeft();
    expect((await openTunnel(pair.proxy, "sts.amazonaws.com:443")).destroy().destroyed).toBe(true);
  },
);

test("what follows a CONNECT in the same packet goes through the tunnel", async () => {
  await using pair = await start();
  const notTls = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
  const { text } = await exchange(pair.proxy.url, connectTo("sts.amazonaws.com:443") + notTls);
  expect(text).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\n/);
});

test("closing drops tunnels and waiting clients", async () => {
  await using pair = await start();
  const tunnel = await openTunnel(pair.proxy, "sts.amazonaws.com:443");
  const waiting = await open(pair.proxy.url);
  const closed = Promise.all([untilClosed(tunnel), untilClosed(waiting)]);
  await pair.proxy.close();
  expect((await closed).map(({ text }) => text)).toEqual(["", ""]);
});

test("closing the mock ends its tunnels, and the next CONNECT is 502", async () => {
  await using pair = await start();
  const closed = untilClosed(await openTunnel(pair.proxy, "sts.amazonaws.com:443"));
  await pair.mock.close();
  await closed;
  expect((await exchange(pair.proxy.url, connectTo("sts.amazonaws.com:443"))).text).toMatch(
    /^HTTP\/1\.1 502 /,
  );
});

test("it needs a mock with TLS, and a port that is free", async () => {
  await using pair = await start();
  await using cleartext = await startMockIdentityCenter();
  await expect(startConnectProxy({ mock: cleartext })).rejects.toMatchObject({ code: "PROXY_NEEDS_TLS" });
  const port = Number(new URL(pair.proxy.url).port);
  await expect(startConnectProxy({ mock: pair.mock, port })).rejects.toMatchObject({
    code: "ADDRESS_UNAVAILABLE",
  });
});

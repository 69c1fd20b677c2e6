/** Who may use the control API: this machine's programs, token holders, and no web page. */

import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { checkAccess } from "../../src/control/access.ts";
import { control, rawControl, refusalOf } from "../support/control.ts";
import { openHttp2 } from "../support/raw.ts";
import { startRig } from "../support/rig.ts";

const token = "a-token-of-the-tests";
const bearer = { authorization: `Bearer ${token}` };

function from(remoteAddress: string | undefined, headers: Readonly<Record<string, string>> = {}) {
  return { method: "GET", target: "/_mock/address", headers, body: new Uint8Array(), remoteAddress };
}

test.for(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("%s is this machine", (address) => {
  const access = { token: undefined, hosts: [] };
  expect(checkAccess(from(address, { host: "localhost:4566" }), access)).toBeUndefined();
});

test.for(["10.0.0.7", "::ffff:10.0.0.7", "fe80::1", "128.0.0.1", "", undefined, "localhost"])(
  "%s is another machine: refused without a token of the mock's, and asked for it with one",
  (address) => {
    const without = checkAccess(from(address), { token: undefined, hosts: [] });
    expect(without?.code).toBe("LOOPBACK_ONLY");
    const withToken = checkAccess(from(address), { token, hosts: [] });
    expect(withToken).toMatchObject({ code: "TOKEN_REFUSED", headers: { "www-authenticate": "Bearer" } });
    expect(checkAccess(from(address, bearer), { token, hosts: [] })).toBeUndefined();
  },
);

test("another machine is refused over a real socket, and let in with the token", async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === "IPv4" && !each.internal)?.address;
  expect(outside, "this machine has an IPv4 address besides 127.0.0.1").toBeDefined();
  await using closed = await startRig({ host: "0.0.0.0" });
  const urlOf = (url: string): string => url.replace("127.0.0.1", outside ?? "");
  expect(await rawControl(urlOf(closed.mock.url), "/address", {})).toEqual([403, "LOOPBACK_ONLY"]);
  await using open = await startRig({ host: "0.0.0.0", controlToken: token });
  expect(await rawControl(urlOf(open.mock.url), "/address", {})).toEqual([401, "TOKEN_REFUSED"]);
  expect(await rawControl(urlOf(open.mock.url), "/address", bearer)).toEqual([200, undefined]);
});

test.for([`Bearer ${token}x`, `Bearer ${token.slice(1)}`, "Bearer", "Basic YTpi", token, ""])(
  "the authorization %j is refused, even from this machine",
  async (authorization) => {
    await using rig = await startRig({ controlToken: token });
    const reply = await control(rig, "GET", "/address", undefined, { authorization });
    expect(refusalOf(reply)).toEqual([401, "TOKEN_REFUSED"]);
    expect(reply.text).not.toContain(token);
  },
);

test("a token where the mock has none is refused", async () => {
  await using rig = await startRig();
  expect(refusalOf(await control(rig, "GET", "/address", undefined, bearer))).toEqual([401, "TOKEN_REFUSED"]);
});

test.for([{ "x-forwarded-for": "10.0.0.7" }, { forwarded: "for=10.0.0.7" }] as const)(
  "a proxy on this machine that sends %o does not lend it its place",
  async (headers) => {
    await using rig = await startRig();
    expect(
      refusalOf(await control(rig, "GET", "/address", undefined, headers as Record<string, string>)),
    ).toEqual([403, "LOOPBACK_ONLY"]);
  },
);

test.for([
  { origin: "https://evil.example" },
  { origin: "http://127.0.0.1:4566" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-origin" },
])("a web page, as %o shows, is refused and changes nothing, even with the token", async (headers) => {
  await using rig = await startRig({ controlToken: token });
  const sent = headers as Record<string, string>;
  for (const more of [{}, bearer] as const) {
    const reply = await rawControl(rig.mock.url, "/address", { ...sent, ...more });
    expect(reply).toEqual([403, "WEB_PAGE_REFUSED"]);
  }
  rig.mock.faults.add({ kind: "reset", operation: "Logout" });
  await control(rig, "DELETE", "/faults", undefined, { origin: "https://evil.example" });
  expect(rig.mock.faults.list()).toHaveLength(1);
});

test("no answer lets a page of another origin read it", async () => {
  await using rig = await startRig();
  const { headers } = await control(rig, "OPTIONS", "/seed");
  expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test.for([
  ["localhost", 200],
  ["127.0.0.1", 200],
  ["[::1]:80", 200],
  ["192.168.0.9:4566", 200],
  ["rebound.evil.example", 403],
  ["localhost.evil.example:4566", 403],
  ["127.0.0.1.evil.example", 403],
  ["@evil.example", 403],
  ["a b", 403],
] as const)("a request for the host %s is answered with %d", async ([host, status]) => {
  await using rig = await startRig();
  expect((await rawControl(rig.mock.url, "/address", { host }))[0]).toBe(status);
});

test("a foreign host is fine with the token, and the mock's public name without", async () => {
  await using rig = await startRig({ controlToken: token, publicUrl: "https://mock.acme.example/" });
  const foreign = { host: "rebound.evil.example" };
  expect(await rawControl(rig.mock.url, "/address", foreign)).toEqual([403, "HOST_REFUSED"]);
  expect(await rawControl(rig.mock.url, "/address", { ...foreign, ...bearer })).toEqual([200, undefined]);
  expect(await rawControl(rig.mock.url, "/address", { host: "mock.acme.example" })).toEqual([200, undefined]);
});

test.for([
  ["localhost", 200],
  ["rebound.evil.example", 403],
] as const)("over HTTP/2 the authority %s is answered with %d", async ([authority, status]) => {
  await using rig = await startRig();
  const session = openHttp2(rig);
  const stream = session.request({ ":path": "/_mock/address", ":authority": authority });
  const seen = await new Promise<unknown>((resolve) => {
    stream.on("response", (headers) => resolve(headers[":status"]));
  });
  session.destroy();
  expect(seen).toBe(status);
});

test("the pages and AWS's operations take no notice of the token", async () => {
  await using rig = await startRig({ controlToken: token });
  expect((await rig.send("GET", "/device", { headers: { origin: "https://a.example" } })).status).toBe(200);
  expect((await rig.register()).clientId).toBeDefined();
});

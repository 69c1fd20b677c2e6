/** Faults of the connection itself: reset, stalled and truncated answers, over HTTP/1.1 and HTTP/2. */

import { expect, test } from "vitest";
import { openHttp2, openHttp2Frames, openPost, postHttp2 } from "../support/raw.ts";
import { registration, startRig } from "../support/rig.ts";
import type { Rig, Tokens } from "../support/rig.ts";

const path = "/client/register";

test("reset: the connection is reset before a byte of an answer", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "reset" });
  expect(await openPost(rig, path, registration()).ended).toEqual({ text: "", ending: "ECONNRESET" });
  expect(rig.mock.requests()).toMatchObject([{ operation: "RegisterClient", status: 0, fault: "reset" }]);
});

test("reset over HTTP/2 ends the whole connection", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "reset" });
  expect((await openHttp2Frames(rig).ended).ending).toBe("ECONNRESET");
  expect(rig.mock.requests()).toMatchObject([{ operation: "Page", status: 0, fault: "reset" }]);
});

test("stall: headers and half of the body, then nothing until the client goes away", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "stall", executed: true });
  const { socket, ended, received } = openPost(rig, path, registration());
  const head = await received("\r\n\r\n{");
  const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
  const half = Math.floor(length / 2);
  await expect.poll(async () => bodyOf(await received("{")).length).toBe(half);
  expect(await rig.register()).toHaveProperty("clientId");
  expect(bodyOf(await received("{"))).toHaveLength(half);
  socket.destroy();
  await ended;
});

test("stall over HTTP/2: other requests of the connection go on", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "stall" });
  const session = openHttp2(rig);
  const begun = Promise.withResolvers<void>();
  const stalled = postHttp2(session, path, registration(), () => begun.resolve());
  await begun.promise;
  expect(await postHttp2(session, path, registration())).toMatchObject({ status: 200, error: undefined });
  session.destroy();
  const { status, length, text } = await stalled;
  expect([status, text.length]).toEqual([200, Math.floor(Number(length) / 2)]);
});

test("closing the mock ends stalled connections at once", async () => {
  const rig = await startRig();
  rig.mock.faults.add({ kind: "stall", times: 2 });
  const { ended, received } = openPost(rig, path);
  const session = openHttp2(rig);
  const begun = Promise.withResolvers<void>();
  const stalled = postHttp2(session, path, {}, () => begun.resolve());
  await Promise.all([received("{"), begun.promise]);
  await rig.mock.close();
  expect((await ended).text).toContain("content-length");
  expect((await stalled).status).toBe(200);
});

test.for([0, 1, 10])("truncate: the whole length announced, %i bytes sent, then the end", async (bytes) => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "truncate", bytes, executed: true });
  const { text, ending } = await openPost(rig, path, registration()).ended;
  expect(ending).toBe("end");
  expect(Number(/content-length: (\d+)/.exec(text)?.[1])).toBeGreaterThan(1800);
  expect(bodyOf(text)).toBe('{"clientId":"'.slice(0, bytes));
});

test("truncate never sends the whole body, however many bytes it was asked for", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "truncate", bytes: 1_000_000 });
  const { text } = await openPost(rig, path).ended;
  expect(bodyOf(text)).toHaveLength(Number(/content-length: (\d+)/.exec(text)?.[1]) - 1);
});

test.for([0, 10])("truncate over HTTP/2: %i bytes, then its stream is reset and no other", async (bytes) => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "truncate", bytes, executed: true });
  const session = openHttp2(rig);
  const cut = await postHttp2(session, path, registration());
  expect(cut).toMatchObject({
    status: 200,
    text: '{"clientId":"'.slice(0, bytes),
    error: "ERR_HTTP2_STREAM_ERROR",
  });
  expect(await postHttp2(session, path, registration())).toMatchObject({ status: 200, error: undefined });
  session.destroy();
});

const losses = [{ kind: "reset" }, { kind: "truncate", bytes: 5 }] as const;

test.for(losses)("$kind: unless executed, the refresh token it met still works", async (effect) => {
  await using rig = await startRig();
  const { lost, retried } = await refreshThrough(rig, { ...effect, executed: false });
  expect([lost, retried]).toEqual(["TypeError", 200]);
});

test.for(losses)("$kind, executed: the refresh token was rotated and the answer is lost", async (effect) => {
  await using rig = await startRig();
  const issued = rig.mock.issuedSecrets().length;
  const { lost, retried, tokens } = await refreshThrough(rig, { ...effect, executed: true });
  expect([lost, retried]).toEqual(["TypeError", 400]);
  expect(rig.mock.issuedSecrets().length - issued).toBe(6);
  expect((await rig.portal("/assignment/accounts", tokens.accessToken)).status).toBe(200);
});

test("stall, executed: the token of the half answer works", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  rig.mock.faults.add({ kind: "stall", executed: true });
  const { socket, received } = openPost(rig, "/token", {
    ...client,
    grantType: "refresh_token",
    refreshToken,
  });
  const [, accessToken] = /"accessToken":"([^"]+)"/.exec(await received('","expiresIn')) ?? [];
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  socket.destroy();
});

async function refreshThrough(
  rig: Rig,
  effect: (typeof losses)[number] & { readonly executed: boolean },
): Promise<{ lost: string; retried: number; tokens: Tokens }> {
  const { client, ...tokens } = await rig.signIn();
  rig.mock.faults.add({ operation: "CreateToken", ...effect });
  const lost = await rig.refresh(client, tokens.refreshToken).catch((error: unknown) => error);
  const retried = await rig.refresh(client, tokens.refreshToken);
  return { lost: lost instanceof Error ? lost.name : "answered", retried: retried.status, tokens };
}

function bodyOf(text: string): string {
  return text.slice(text.indexOf("\r\n\r\n") + 4);
}

/** Faults that answer in place of the operation, which then is not carried out. */

import { expect, onTestFinished, test, vi } from "vitest";
import { openPost } from "../support/raw.ts";
import { registration, startRig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const converse = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse";
const prompt = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';

test.for([
  ["slow_down", 400, "SlowDownException", "slow_down"],
  ["SlowDownException", 400, "SlowDownException", "slow_down"],
  ["server_error", 500, "InternalServerException", "server_error"],
  ["InternalServerException", 500, "InternalServerException", "server_error"],
] as const)(
  "error %s of an OIDC operation has its type in the header and its code in the body",
  async (row) => {
    const [error, status, type, code] = row;
    await using rig = await startRig();
    rig.mock.faults.add({ kind: "error", operation: "RegisterClient", status, error });
    const reply = await rig.post("/client/register", registration());
    expect(reply.status).toBe(status);
    expect(reply.headers.get("x-amzn-errortype")).toMatch(new RegExp(`^${type}:`));
    expect(reply.json["error"]).toBe(code);
  },
);

test("error of the portal has its exception in the header and in __type", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({
    kind: "error",
    operation: "ListAccounts",
    status: 429,
    error: "TooManyRequestsException",
  });
  const reply = await rig.portal("/assignment/accounts");
  expect([reply.status, reply.json["__type"]]).toEqual([
    429,
    "com.amazonaws.switchboard.portal#TooManyRequestsException",
  ]);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^TooManyRequestsException:/);
});

test("error of Bedrock and of STS has the form of that service", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  rig.mock.faults.add({ kind: "error", operation: "Converse", status: 429, error: "ThrottlingException" });
  rig.mock.faults.add({
    kind: "error",
    operation: "GetCallerIdentity",
    status: 503,
    error: "ServiceUnavailable",
  });
  const throttled = await postSigned(rig, keys, converse, prompt);
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get("x-amzn-errortype")).toMatch(/^ThrottlingException:/);
  const unavailable = await rig.send("POST", "/", { body: "Action=GetCallerIdentity&Version=2011-06-15" });
  expect(unavailable.status).toBe(503);
  expect(unavailable.text).toContain("<Code>ServiceUnavailable</Code>");
});

test("headers of an error are sent in addition to AWS's", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "error", status: 503, error: "server_error", headers: { "Retry-After": "7" } });
  const reply = await rig.post("/token", {});
  expect(reply.headers.get("retry-after")).toBe("7");
  expect(reply.headers.get("x-amzn-requestid")).not.toBeNull();
});

test("html is a proxy's page, without a header of AWS", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "html", status: 502 });
  const reply = await rig.post("/token", {});
  expect(reply.status).toBe(502);
  expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(reply.headers.get("x-amzn-requestid")).toBeNull();
  expect(reply.text).toMatch(/^<!doctype html>[^]*502 Bad Gateway/);
});

test("redirect leads to its location", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "redirect", status: 307, location: "https://proxy.example/login" });
  const reply = await rig.post("/token", {});
  expect([reply.status, reply.headers.get("location")]).toEqual([307, "https://proxy.example/login"]);
});

test("malformed is 200 with broken JSON, or with the text given", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "malformed" });
  rig.mock.faults.add({ kind: "malformed", body: '{"accessToken":7}' });
  const broken = await rig.post("/token", {});
  expect(broken.status).toBe(200);
  expect(() => JSON.parse(broken.text) as unknown).toThrow(SyntaxError);
  expect((await rig.post("/token", {})).text).toBe('{"accessToken":7}');
});

test.for([
  { kind: "error", status: 500, error: "server_error" },
  { kind: "html", status: 503 },
  { kind: "redirect", status: 302, location: "/" },
  { kind: "malformed" },
] as const)("$kind: a refresh token that met it still works", async (effect) => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  rig.mock.faults.add({ operation: "CreateToken", ...effect });
  await rig.refresh(client, refreshToken);
  const events = rig.mock.events().length;
  expect((await rig.refresh(client, refreshToken)).status).toBe(200);
  expect(rig.mock.events()).toHaveLength(events + 1);
});

test("delay holds the normal answer back by the wall clock", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "delay", ms: 60 });
  const before = performance.now();
  expect((await rig.post("/client/register", registration())).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(59);
});

test("closing the mock drops a delayed answer and leaves no timer", async () => {
  const rig = await startRig();
  const delay = watchTimer();
  rig.mock.faults.add({ kind: "delay", ms: delay.ms });
  const failed = rig.post("/client/register", registration()).catch((error: unknown) => error);
  await expect.poll(delay.state).toBe("running");
  await rig.mock.close();
  expect(delay.state()).toBe("cleared");
  expect(await failed).toBeInstanceOf(TypeError);
});

test("a client that goes away takes the timer of its delayed answer along", async () => {
  await using rig = await startRig();
  const delay = watchTimer();
  rig.mock.faults.add({ kind: "delay", ms: delay.ms });
  const { socket } = openPost(rig, "/logout");
  await expect.poll(delay.state).toBe("running");
  socket.destroy();
  await expect.poll(delay.state).toBe("cleared");
});

test("the request log notes the fault, the status sent and who asked, never a secret", async () => {
  await using rig = await startRig();
  const { client, accessToken, refreshToken } = await rig.signIn();
  rig.mock.faults.add({ kind: "error", operation: "CreateToken", status: 400, error: "slow_down" });
  rig.mock.faults.add({ kind: "html", operation: "ListAccounts", status: 502 });
  await rig.refresh(client, refreshToken);
  await rig.portal("/assignment/accounts", accessToken);
  await rig.portal("/assignment/accounts", accessToken);
  const who = { client: client.clientId, userName: "ada.lovelace" };
  expect(rig.mock.requests().slice(-3)).toMatchObject([
    { operation: "CreateToken", status: 400, error: "SlowDownException", fault: "error", ...who },
    { operation: "ListAccounts", status: 502, error: undefined, fault: "html", ...who },
    { operation: "ListAccounts", status: 200, error: undefined, fault: undefined, ...who },
  ]);
  const log = JSON.stringify(rig.mock.requests());
  for (const secret of rig.mock.issuedSecrets()) expect(log.includes(secret)).toBe(false);
});

/** Tells what became of the timer that waits for `ms` milliseconds. */
function watchTimer(): { readonly ms: number; readonly state: () => "absent" | "running" | "cleared" } {
  const ms = 654_321;
  const set = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  onTestFinished(() => {
    set.mockRestore();
    cleared.mockRestore();
  });
  const state = (): "absent" | "running" | "cleared" => {
    const index = set.mock.calls.findIndex(([, delay]) => delay === ms);
    if (index === -1) return "absent";
    const timer: unknown = set.mock.results[index]?.value;
    return cleared.mock.calls.some(([handle]) => handle === timer) ? "cleared" : "running";
  };
  return { ms, state };
}

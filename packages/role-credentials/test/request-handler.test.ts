import { getEventListeners } from "node:events";
import { secret } from "@latchkey/secret";
import { afterEach, expect, it, vi } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortalOptions, GetRoleCredentialsResult, RequestHandlerLike } from "../src/index.ts";

afterEach(() => vi.unstubAllEnvs());

const ISSUED = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "secret-access-key",
  sessionToken: "session-token",
  expiration: 1_900_000_000_000,
};

const get = (
  options: Partial<AccessPortalOptions>,
  call: { readonly signal?: AbortSignal } = {},
): Promise<GetRoleCredentialsResult> =>
  createAccessPortal({ region: "us-east-1", ...options }).getRoleCredentials(
    { accessToken: secret("access-token"), accountId: "111122223333", roleName: "Reader" },
    call,
  );

const answering = (
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): RequestHandlerLike => ({
  handle: () =>
    Promise.resolve({ response: { statusCode, headers, body: new Response(JSON.stringify(body)).body } }),
});

it("a request handler that does not listen to the signal cannot hold a call past its timeout", async () => {
  const requestHandler = { handle: () => new Promise<never>(() => undefined) };
  await expect(get({ requestHandler, requestTimeoutMs: 10 })).rejects.toMatchObject({
    code: "ROLE_CREDENTIALS_TRANSPORT",
    message: expect.stringContaining("10 ms"),
  });
});

it("a request is sent once, even when the connection dropped", async () => {
  const dropped = Object.assign(new Error("dropped"), { code: "ECONNRESET" });
  const handle = vi.fn<RequestHandlerLike["handle"]>(() => Promise.reject(dropped));
  vi.stubEnv("AWS_MAX_ATTEMPTS", "9");
  await expect(get({ requestHandler: { handle } })).rejects.toMatchObject({ cause: dropped });
  expect(handle).toHaveBeenCalledOnce();
});

it("a call leaves no timer when it has ended", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    expect((await get({ requestHandler: answering(200, { roleCredentials: ISSUED }) })).status).toBe(
      "issued",
    );
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it("a call leaves no listener on a signal that outlives it", async () => {
  const { signal } = new AbortController();
  const requestHandler = answering(200, { roleCredentials: ISSUED });
  expect((await get({ requestHandler }, { signal })).status).toBe("issued");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

it.each([
  ["of 1 MiB is taken", 0, "issued"],
  ["over 1 MiB is refused, however good", 1, "at most 1048576 bytes"],
])("an answer %s", async (_title, excess, outcome) => {
  const empty = JSON.stringify({ roleCredentials: ISSUED, padding: "" });
  const padding = "x".repeat(1024 * 1024 - empty.length + excess);
  const requestHandler = answering(200, { roleCredentials: ISSUED, padding });
  const result = await get({ requestHandler }).then(
    ({ status }) => status,
    (error: Error) => error.message,
  );
  expect(result).toContain(outcome);
});

it.each([408, 429, 500, 503])("%d with AWS's own header says nothing about the sign-in", async (status) => {
  const headers = { "x-amzn-errortype": "UnauthorizedException", "x-amzn-requestid": "request-3" };
  const requestHandler = answering(status, { message: "later" }, headers);
  await expect(get({ requestHandler })).rejects.toMatchObject({
    code: "ROLE_CREDENTIALS_TRANSPORT",
    status,
    requestId: "request-3",
  });
});

it("a session token that would break out of a header or a variable is a malformed answer", async () => {
  const requestHandler = answering(200, { roleCredentials: { ...ISSUED, sessionToken: "a\nB=c" } });
  await expect(get({ requestHandler })).rejects.toMatchObject({
    code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
    message: expect.stringContaining("sessionToken"),
  });
});

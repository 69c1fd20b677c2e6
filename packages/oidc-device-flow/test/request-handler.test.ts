import { getEventListeners } from "node:events";
import { expectSecret } from "@latchkey/test-kit";
import { describe, expect, it, vi } from "vitest";
import type { RequestHandlerLike } from "../src/index.ts";
import { flowUnderTest } from "./support/flow.ts";
import { withoutNetwork } from "./support/no-network.ts";

withoutNetwork();

const register = (options: Parameters<typeof flowUnderTest>[0], signal?: AbortSignal): Promise<unknown> =>
  flowUnderTest(options).flow.registerClient({ clientName: "x" }, signal === undefined ? {} : { signal });

const never: RequestHandlerLike = { handle: () => new Promise(() => undefined) };
const dropping: RequestHandlerLike = { handle: () => Promise.reject(new Error("dropped")) };

describe("a request handler of one's own", () => {
  it("may answer with a stream of the web platform", async () => {
    const answer = {
      clientId: "client",
      clientSecret: "planted-secret",
      clientSecretExpiresAt: 1_775_000_000,
    };
    const handle = vi.fn<RequestHandlerLike["handle"]>(() =>
      Promise.resolve({
        response: { statusCode: 200, headers: {}, body: new Response(JSON.stringify(answer)).body },
      }),
    );
    const requestHandler: RequestHandlerLike = { handle };
    const registration = await flowUnderTest({ requestHandler }).flow.registerClient({ clientName: "x" });
    expectSecret(registration.clientSecret, "planted-secret");
    expect(handle).toHaveBeenCalledOnce();
  });

  it("cannot hold a call past its timeout by not listening to the signal", async () => {
    await expect(register({ requestHandler: never, requestTimeoutMs: 10 })).rejects.toMatchObject({
      code: "DEVICE_FLOW_TRANSPORT",
      message: expect.stringContaining("10 ms"),
    });
  });

  it("cannot hold a call past an abort, which leaves no listener", async () => {
    const controller = new AbortController();
    const registering = register({ requestHandler: never }, controller.signal);
    const reason = new Error("the person cancelled");
    controller.abort(reason);
    await expect(registering).rejects.toBe(reason);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("is asked once per call, even when the connection dropped", async () => {
    const dropped = Object.assign(new Error("dropped"), { code: "ECONNRESET" });
    const handle = vi.fn<RequestHandlerLike["handle"]>(() => Promise.reject(dropped));
    vi.stubEnv("AWS_MAX_ATTEMPTS", "9");
    await expect(register({ requestHandler: { handle } })).rejects.toMatchObject({
      code: "DEVICE_FLOW_TRANSPORT",
      cause: dropped,
    });
    expect(handle).toHaveBeenCalledOnce();
    vi.unstubAllEnvs();
  });

  it("leaves no timer when the call has ended", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await expect(register({ requestHandler: dropping })).rejects.toThrow("the request failed");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("leaves no listener on a signal that outlives the call", async () => {
    const { signal } = new AbortController();
    await expect(register({ requestHandler: dropping }, signal)).rejects.toThrow("the request failed");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

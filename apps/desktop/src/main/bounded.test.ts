import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bounded } from "./bounded.ts";

const never = (): Promise<never> => new Promise(() => undefined);

describe("bounded", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("gives what the work gives, and leaves no timer and no listener", async () => {
    const caller = new AbortController();
    expect(await bounded(1000, () => Promise.resolve("done"), caller.signal)).toBe("done");
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
  });

  it("ends work that takes too long, also when it does not listen", async () => {
    let heard: AbortSignal | undefined;
    const failure = bounded(1000, (signal) => {
      heard = signal;
      return never();
    }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(999);
    expect(heard?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toMatchObject({ name: "TimeoutError" });
    expect(heard?.aborted).toBe(true);
  });

  it("ends with the caller's signal and its own reason, and leaves no timer and no listener", async () => {
    const caller = new AbortController();
    const reason = new Error("the person left");
    const failure = bounded(1000, never, caller.signal).catch((error: unknown) => error);
    caller.abort(reason);
    expect(await failure).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
  });

  it("does not begin for a caller who has left", async () => {
    const work = vi.fn<() => Promise<never>>(never);
    await expect(bounded(1000, work, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(work).not.toHaveBeenCalled();
  });
});

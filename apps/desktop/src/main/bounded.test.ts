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
    const work = bounded(1000, (signal) => {
      heard = signal;
      return never();
    });
    const failed = expect(work).rejects.toMatchObject({ name: "TimeoutError" });
    await vi.advanceTimersByTimeAsync(999);
    expect(heard?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await failed;
    expect(heard?.aborted).toBe(true);
  });

  it("ends with the caller's signal and its own reason, and leaves no timer and no listener", async () => {
    const caller = new AbortController();
    const reason = new Error("the person left");
    const failed = expect(bounded(1000, never, caller.signal)).rejects.toBe(reason);
    caller.abort(reason);
    await failed;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
  });

  it("does not begin for a caller who has left", async () => {
    const work = vi.fn(never);
    await expect(bounded(1000, work, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(work).not.toHaveBeenCalled();
  });
});

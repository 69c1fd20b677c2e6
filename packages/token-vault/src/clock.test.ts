import { expect, test, vi } from "vitest";
import { systemClock } from "./clock.ts";

test("sleep that is aborted rejects with the caller's reason and leaves no timer", async () => {
  vi.useFakeTimers();
  try {
    const controller = new AbortController();
    const sleep = systemClock.sleep(1_000, controller.signal);
    expect(vi.getTimerCount()).toBe(1);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(systemClock.sleep(1_000, controller.signal)).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("sleep that ends on time listens to nobody any more", async () => {
  vi.useFakeTimers();
  try {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, "removeEventListener");
    const sleep = systemClock.sleep(1_000, signal);
    vi.advanceTimersByTime(1_000);
    await sleep;
    expect(remove).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

import { describe, expect, it } from "vitest";
import { sharedRun } from "./shared-run.ts";

/** A shared run that the test ends by hand. */
function heldRun() {
  const runs: { signal: AbortSignal; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const run = sharedRun((signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    runs.push({ signal, end: resolve, fail: reject });
    return promise;
  });
  return { run, runs };
}

describe("sharedRun", () => {
  it("runs once for everybody who waits, and again for who comes later", async () => {
    const { run, runs } = heldRun();
    const both = Promise.all([run(), run()]);
    expect(runs).toHaveLength(1);
    runs[0]?.end("first");
    expect(await both).toEqual(["first", "first"]);
    const later = run();
    expect(runs).toHaveLength(2);
    runs[1]?.end("second");
    expect(await later).toBe("second");
  });

  it("lets one caller leave with its own reason while the other still waits", async () => {
    const { run, runs } = heldRun();
    const leaving = new AbortController();
    const left = run(leaving.signal);
    const staying = run();
    leaving.abort(new Error("the window was closed"));
    await expect(left).rejects.toThrow("the window was closed");
    expect(runs[0]?.signal.aborted).toBe(false);
    runs[0]?.end("done");
    expect(await staying).toBe("done");
  });

  it("is aborted when the last one leaves, and begins afresh for the next", async () => {
    const { run, runs } = heldRun();
    const leaving = new AbortController();
    const left = run(leaving.signal);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    expect(runs[0]?.signal.aborted).toBe(true);
    const next = run();
    expect(runs).toHaveLength(2);
    runs[1]?.end("fresh");
    expect(await next).toBe("fresh");
  });

  it("keeps no failure", async () => {
    const { run, runs } = heldRun();
    const failing = run();
    runs[0]?.fail(new Error("broken"));
    await expect(failing).rejects.toThrow("broken");
    const next = run();
    runs[1]?.end("fine");
    expect(await next).toBe("fine");
  });
});

/** One run for everybody who waits at the same time; it is aborted when nobody waits any more. */

/** @returns a function that joins the current run, or begins one; it rejects with its own caller's reason. */
export function sharedRun<Result>(
  begin: (signal: AbortSignal) => Promise<Result>,
): (signal?: AbortSignal) => Promise<Result> {
  let current:
    | { readonly result: Promise<Result>; readonly abort: AbortController; waiters: number }
    | undefined;

  const join = (): NonNullable<typeof current> => {
    if (current === undefined) {
      const abort = new AbortController();
      const run = { result: begin(abort.signal), abort, waiters: 0 };
      const forget = (): void => void (current = current === run ? undefined : current);
      run.result.then(forget, forget);
      current = run;
    }
    current.waiters += 1;
    return current;
  };

  return async (signal) => {
    signal?.throwIfAborted();
    const run = join();
    const aborted = abortOf(signal);
    try {
      return await Promise.race([run.result, aborted.promise]);
    } finally {
      aborted.release();
      run.waiters -= 1;
      if (run.waiters === 0) {
        if (current === run) current = undefined;
        run.abort.abort();
      }
    }
  };
}

function abortOf(signal: AbortSignal | undefined): { promise: Promise<never>; release: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal?.reason as Error);
  signal?.addEventListener("abort", onAbort, { once: true });
  return { promise, release: () => signal?.removeEventListener("abort", onAbort) };
}

/** Work that may take a while and must not take longer. */

/**
 * Runs `work` under a signal that aborts after `ms` of real time or with the caller's; leaves no timer and no listener.
 * Rejects at once when either comes first, also when the work does not listen.
 */
export async function bounded<Result>(
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
  caller?: AbortSignal,
): Promise<Result> {
  caller?.throwIfAborted();
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown): void => {
    controller.abort(reason);
    ended.reject(reason);
  };
  const onAbort = (): void => end(caller?.reason);
  caller?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => end(new DOMException(`Not done within ${ms} ms`, "TimeoutError")), ms);
  try {
    return await Promise.race([work(controller.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener("abort", onAbort);
  }
}

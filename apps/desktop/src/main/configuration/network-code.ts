/** The name of what went wrong on the network: Chromium's or Node's own code, never a message. */

/** For a request that is bounded: an abort that nobody asked for is its end. */
export function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "TIMEOUT";
  const chromium = /\bnet::(ERR_[A-Z0-9_]+)/.exec(error.message)?.[1];
  return chromium ?? ownCode(error) ?? ownCode(error.cause) ?? "UNKNOWN";
}

/** Electron rejects on a redirect that is not followed, in these words; the server has answered. */
export function isRedirect(error: unknown): boolean {
  return error instanceof Error && error.message === "Redirect was cancelled";
}

function ownCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : undefined;
}

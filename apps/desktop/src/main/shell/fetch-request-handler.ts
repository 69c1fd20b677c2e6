/**
 * The SDK's request handler over a `fetch`, for Electron's `net.fetch`: that one knows the system's proxy and certificates.
 * No redirect is followed; Electron rejects on one, which the packages treat as an answer that never came.
 */
import type { RequestHandlerLike } from "@latchkey/oidc-device-flow";
import { Readable } from "node:stream";

type Handle = RequestHandlerLike["handle"];
type HandledRequest = Parameters<Handle>[0];

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export function fetchRequestHandler(fetch: Fetch): RequestHandlerLike {
  return {
    async handle(request, { abortSignal, requestTimeout } = {}) {
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      if (abortSignal?.aborted === true) abort();
      const caller = abortSignal as AbortSignal | undefined;
      caller?.addEventListener("abort", abort, { once: true });
      const timer = (requestTimeout ?? 0) > 0 ? setTimeout(abort, requestTimeout) : undefined;
      try {
        const response = await fetch(addressOf(request), {
          method: request.method,
          headers: headersOf(request),
          // The requests of the packages have short bodies, which the SDK hands on whole.
          ...(request.body === undefined ? {} : { body: request.body as NonNullable<RequestInit["body"]> }),
          redirect: "manual",
          credentials: "omit",
          cache: "no-store",
          signal: controller.signal,
        });
        return { response: toSdk(response) };
      } finally {
        clearTimeout(timer);
        caller?.removeEventListener("abort", abort);
      }
    },
  };
}

/** Chromium's network stack sets these itself and refuses to be told. */
const NOT_OURS = new Set(["host", "content-length", "connection", "transfer-encoding", "expect"]);

function headersOf({ headers }: HandledRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_OURS.has(name.toLowerCase())));
}

function addressOf({ protocol, hostname, port, path, query }: HandledRequest): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => {
    if (value === null) return [encodeURIComponent(name)];
    return [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`);
  });
  const authority = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${authority}${path}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
}

function toSdk(response: Response): Awaited<ReturnType<Handle>>["response"] {
  return {
    statusCode: response.status,
    reason: response.statusText,
    headers: Object.fromEntries(response.headers),
    body: response.body === null ? undefined : Readable.fromWeb(response.body),
  };
}

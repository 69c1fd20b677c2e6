/** A request handler over `fetch`, as an app writes one for a network stack of its own. */
import type { RequestHandlerLike } from "../../src/index.ts";

export const fetchHandler: RequestHandlerLike = {
  async handle({ protocol, hostname, port, path, method, headers, body }, options) {
    const url = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`;
    const response = await fetch(url, {
      method,
      headers,
      body: body as Uint8Array<ArrayBuffer>,
      redirect: "manual",
      signal: (options?.abortSignal as AbortSignal | undefined) ?? null,
    });
    const { status: statusCode } = response;
    return {
      response: { statusCode, headers: Object.fromEntries(response.headers), body: response.body },
    };
  },
};

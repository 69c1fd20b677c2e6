/** A request handler over `fetch`, as an app writes one for a network stack of its own. */
import type { RequestHandlerLike } from "../../src/index.ts";

export const fetchHandler: RequestHandlerLike = {
  async handle({ protocol, hostname, port, path, query, method, headers, body }, options) {
    const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
    const response = await fetch(url, {
      method,
      headers,
      body: (body as Uint8Array<ArrayBuffer> | undefined) ?? null,
      redirect: "manual",
      signal: (options?.abortSignal as AbortSignal | undefined) ?? null,
    });
    const { status: statusCode } = response;
    return {
      response: { statusCode, headers: Object.fromEntries(response.headers), body: response.body },
    };
  },
};
